package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Call;
import io.backstitch.runtime.storm.SagaTrace.Fact;
import io.backstitch.runtime.storm.Shape.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Looks at the calls at the world: whether each was due by what was durable when its engine had the
 * saga, none was made twice by one owner, and each has the one key that its step has.
 *
 * <p>An engine that was frozen right before a call makes it when it wakes, although another engine
 * has the saga by then. So a call counts for an epoch in which its engine had the saga, and what
 * was durable in that epoch, before the call came.
 */
final class CallsRule {

  private final SagaTrace saga;
  private final List<String> found = new ArrayList<>();

  private CallsRule(SagaTrace saga) {
    this.saga = saga;
  }

  static List<String> violations(SagaTrace saga) {
    CallsRule rule = new CallsRule(saga);
    rule.callsWereDue();
    rule.keysAreStable();
    rule.whatIsRecordedWasCalled();
    return rule.found;
  }

  private record Attempt(String call, int number, UUID engine) {}

  private void callsWereDue() {
    Map<Attempt, Integer> made = new HashMap<>();
    for (Call call : saga.calls()) {
      Attempt attempt = new Attempt(call.call(), call.attempt(), call.engine());
      int times = made.merge(attempt, 1, Integer::sum);
      int allowed = epochsInWhichItWasDue(call);
      if (allowed == 0) {
        found.add(saga.told("was not due: " + call));
      } else if (times > allowed) {
        found.add(saga.told("called again by the same owner: " + call));
      }
    }
  }

  private int epochsInWhichItWasDue(Call call) {
    Map<Integer, Boolean> due = new TreeMap<>();
    boolean owned = false;
    for (int seq = 1; seq <= Math.min(call.saw(), saga.facts().size()); seq++) {
      Fact fact = saga.facts().get(seq - 1);
      owned = fact.givesOwner() || (owned && fact.status().matches("RUNNING|COMPENSATING"));
      if (owned && fact.engine().equals(call.engine())) {
        due.merge(fact.epoch(), isDue(call, saga.facts().subList(0, seq)), Boolean::logicalOr);
      }
    }
    return (int) due.values().stream().filter(was -> was).count();
  }

  private boolean isDue(Call call, List<Fact> known) {
    long failed = known.stream().filter(fact -> call.call().equals(fact.attempted())).count();
    if (failed != call.attempt() - 1 || hasEnded(call, known)) {
      return false;
    }
    return call.isUndo() ? isUndoDue(call.step(), known) : isStepDue(call.step(), known);
  }

  private static boolean hasEnded(Call call, List<Fact> known) {
    return known.stream()
        .anyMatch(
            fact ->
                call.call().equals(fact.attempted())
                    && (fact.succeeded() != null || fact.gaveUp()));
  }

  /** When another step has failed, only what was begun before may still go on. */
  private boolean isStepDue(String step, List<Fact> known) {
    int firstFailure = known.size();
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).kind().equals("SAGA_TIMED_OUT")) {
        return false;
      }
      firstFailure = known.get(i).isReasonToUndo() ? i : firstFailure;
    }
    List<Fact> before = known.subList(0, firstFailure);
    return saga.shape().step(step).after().stream().allMatch(other -> has(before, other));
  }

  private static boolean has(List<Fact> known, String succeeded) {
    return known.stream().anyMatch(fact -> succeeded.equals(fact.succeeded()));
  }

  private boolean isUndoDue(String step, List<Fact> known) {
    return known.stream().anyMatch(Fact::isReasonToUndo)
        && (has(known, step) || isInDoubt(step, known))
        && saga.shape().descendants(step).stream().allMatch(after -> isUndone(after, known));
  }

  private boolean isUndone(String step, List<Fact> known) {
    boolean hasUndo = saga.shape().step(step).undo() != Undo.NONE;
    boolean happened =
        has(known, step) || known.stream().anyMatch(f -> f.is("STEP_IN_DOUBT", step));
    return !hasUndo || !happened || has(known, StormSaga.UNDO + step);
  }

  /** Whoever runs out of time may leave any step in doubt that was begun at some time. */
  private boolean isInDoubt(String step, List<Fact> known) {
    boolean maybe =
        known.stream()
            .anyMatch(f -> f.is("STEP_IN_DOUBT", step) || f.kind().equals("SAGA_TIMED_OUT"));
    return maybe && saga.shape().step(step).undo() == Undo.EVEN_IF_UNKNOWN;
  }

  private void keysAreStable() {
    Map<String, String> keys = new HashMap<>();
    for (Call call : saga.calls()) {
      String before = keys.putIfAbsent(call.call(), call.idempotencyKey());
      if (before != null && !before.equals(call.idempotencyKey())) {
        found.add(saga.told("two keys for one call: " + call));
      }
    }
    if (keys.values().stream().distinct().count() != keys.size()) {
      found.add(saga.told("one key for two calls: " + keys));
    }
  }

  private void whatIsRecordedWasCalled() {
    for (Fact fact : saga.facts()) {
      if (fact.succeeded() != null
          && saga.calls().stream()
              .noneMatch(
                  call ->
                      call.call().equals(fact.succeeded())
                          && call.attempt() == fact.attempt()
                          && call.engine().equals(fact.engine()))) {
        found.add(saga.told("recorded, but never called: " + fact));
      }
    }
  }
}
