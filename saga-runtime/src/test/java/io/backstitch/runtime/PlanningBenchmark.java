package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What follows from each fact of one saga, from its first step to its last, or from its failure to
 * its last compensation. Beside it, steps that are only counted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlanningBenchmark {

  /** The sagas, and the way that each takes. */
  public enum Way {
    /** Five steps, one after another. */
    CHAIN_FORWARD,
    /** The last of the five fails. */
    CHAIN_BACK,
    /** Eight steps side by side between two others. */
    DIAMOND_FORWARD,
    /** The last of the ten fails. */
    DIAMOND_BACK;

    boolean isBack() {
      return this == CHAIN_BACK || this == DIAMOND_BACK;
    }

    private SagaDefinition<?, ?> saga() {
      return switch (this) {
        case CHAIN_FORWARD, CHAIN_BACK -> chain();
        case DIAMOND_FORWARD, DIAMOND_BACK -> diamond();
      };
    }

    private static SagaDefinition<?, ?> chain() {
      ScriptedSaga saga = ScriptedSaga.named("chain").remote("step0");
      for (int i = 1; i < 5; i++) {
        saga.remote("step" + i, "step" + (i - 1));
      }
      return saga.define();
    }

    private static SagaDefinition<?, ?> diamond() {
      ScriptedSaga saga = ScriptedSaga.named("diamond").remote("first");
      List<String> beside = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        beside.add("beside" + i);
        saga.remote("beside" + i, "first");
      }
      return saga.remote("last", beside.toArray(String[]::new)).define();
    }
  }

  /** A fact, and what goes on while it is recorded. */
  private record Moment(SagaFact fact, Set<StepTask> running) {}

  @Param public Way way = Way.CHAIN_FORWARD;

  private SagaState begin;
  private CountedSteps counted;
  private final List<Moment> moments = new ArrayList<>();

  /** Walks the way once, to note the facts and to see that both go the same. */
  @Setup
  public void walk() {
    SagaDefinition<?, ?> saga = way.saga();
    begin = SagaState.begin(saga, "key");
    moments.clear();
    if (way.isBack()) {
      saga.steps().stream()
          .limit(saga.steps().size() - 1)
          .forEach(step -> begin = begin.with(fact(FactKind.STEP_SUCCEEDED, step.name())));
      note(fact(FactKind.STEP_FAILED, saga.graph().last().get(0)));
    } else {
      note(fact(FactKind.STEP_SUCCEEDED, saga.graph().order().get(0)));
    }
    counted = new CountedSteps(saga, way.isBack());
  }

  private void note(SagaFact first) {
    Set<StepTask> running = new LinkedHashSet<>();
    SagaState state = begin;
    SagaFact fact = first;
    while (true) {
      moments.add(new Moment(fact, Set.copyOf(running)));
      state = state.with(fact);
      running.addAll(SagaPlan.of(state, running).due());
      if (running.isEmpty()) {
        return;
      }
      StepTask next = running.iterator().next();
      running.remove(next);
      fact = fact(way.isBack() ? FactKind.STEP_COMPENSATED : FactKind.STEP_SUCCEEDED, next.step());
    }
  }

  private static SagaFact fact(FactKind kind, String step) {
    String result = kind == FactKind.STEP_SUCCEEDED ? "\"" + step + "\"" : null;
    FailureKind failure = kind == FactKind.STEP_FAILED ? FailureKind.PERMANENT : null;
    return new SagaFact(kind, step, 1, result, failure, null, null, Set.of());
  }

  /** How many steps or compensations the engine plans on the way. */
  @Benchmark
  public int plan() {
    SagaState state = begin;
    int planned = 0;
    for (Moment moment : moments) {
      state = state.with(moment.fact());
      planned += SagaPlan.of(state, moment.running()).due().size();
    }
    return planned;
  }

  /** How many the floor plans. */
  @Benchmark
  public int planFloor() {
    CountedSteps steps = counted.again();
    int planned = 0;
    for (Moment moment : moments) {
      planned += steps.done(moment.fact().stepName()).size();
    }
    return planned;
  }
}
