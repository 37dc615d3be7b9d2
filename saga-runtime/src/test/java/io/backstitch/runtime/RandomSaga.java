package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaDefinitionException;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepBuilder;
import io.backstitch.definition.StepKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs that nobody would think of, the same for the same seed. */
final class RandomSaga {

  private static final RetryPolicy TWICE =
      new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1));

  private final Random random;
  private final SagaBuilder<String, Void> graph;
  private final List<StepKey<String>> keys = new ArrayList<>();

  private RandomSaga(String name, int version, Random random) {
    this.random = random;
    this.graph = SagaDefinition.builder(SagaType.of(name, version, String.class, Void.class));
  }

  /** A saga that passes all rules; those that do not are thrown away. */
  static SagaDefinition<String, Void> next(String name, int version, Random random) {
    while (true) {
      try {
        return new RandomSaga(name, version, random).build();
      } catch (SagaDefinitionException e) {
        continue;
      }
    }
  }

  private SagaDefinition<String, Void> build() {
    int count = 1 + random.nextInt(8);
    int pivot = random.nextInt(3) > 0 ? -1 : random.nextInt(Math.min(3, count));
    for (int i = 0; i < count; i++) {
      StepKey<String> key = StepKey.of(String.valueOf((char) ('a' + i)), String.class);
      StepBuilder<String> step = graph.step(key).retry(TWICE);
      keys.stream().filter(before -> random.nextInt(3) == 0).forEach(before -> step.after(before));
      boolean transactional = random.nextInt(4) == 0;
      if (transactional) {
        step.transactional();
      }
      if (i == pivot) {
        step.pivot();
      }
      addCompensation(key, step, transactional);
      step.runs(() -> "");
      keys.add(key);
    }
    return graph.build();
  }

  private void addCompensation(
      StepKey<String> key, StepBuilder<String> step, boolean transactional) {
    int how = random.nextInt(20);
    if (how < 3) {
      step.noCompensation("nothing to undo");
    } else if (how > 3) {
      CompensationBuilder undo = graph.compensation(key).retry(TWICE);
      keys.stream().filter(other -> random.nextInt(8) == 0).forEach(other -> undo.after(other));
      if (how < 9 && !transactional) {
        undo.takes(key.result()).does(result -> {});
      } else if (how < 12) {
        undo.transactional();
        undo.does(() -> {});
      } else {
        undo.takes(List.<Argument<?>>of(key.resultIfKnown())).does(values -> {});
      }
    }
  }
}
