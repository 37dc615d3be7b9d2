package io.backstitch.runtime;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The attempts of one saga that have begun and not ended yet. Guarded by its {@link SagaTurn}. */
final class RunningAttempts {

  private final Map<StepTask, StepAttempt> attempts = new LinkedHashMap<>();

  void add(StepAttempt attempt) {
    attempts.put(attempt.task(), attempt);
  }

  /** Whether nobody has ended it yet. */
  boolean contains(StepAttempt attempt) {
    return attempts.get(attempt.task()) == attempt;
  }

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  Set<StepTask> tasks() {
    return Set.copyOf(attempts.keySet());
  }

  Set<StepTask> tasksBut(StepTask one) {
    if (attempts.size() == 1 && attempts.containsKey(one)) {
      return Set.of();
    }
    Set<StepTask> others = new HashSet<>(attempts.keySet());
    others.remove(one);
    return others;
  }

  /** Ends all others: their answers do not count any more. */
  void endAllBut(Set<StepTask> stillRunning) {
    attempts
        .values()
        .removeIf(
            attempt -> {
              boolean ends = !stillRunning.contains(attempt.task());
              if (ends) {
                attempt.interrupt();
              }
              return ends;
            });
  }
}
