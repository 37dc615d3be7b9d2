package io.backstitch.processor;

import io.backstitch.definition.Call;
import io.backstitch.definition.CompensationBuilder;
import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepBuilder;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKey;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.StepFailure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A saga of which one step fails, once all that does not come after it is done. It notes which
 * steps were done and which compensations have run, all of which call the methods of the saga.
 */
final class BrokenSaga<I extends @Nullable Object, R extends @Nullable Object> {

  private final SagaDefinition<I, R> whole;
  private final String brokenStep;
  private final StepFailure failure;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<String> undone = new CopyOnWriteArrayList<>();
  private final List<String> tooEarly = new CopyOnWriteArrayList<>();
  private final CountDownLatch othersToDo;

  BrokenSaga(SagaDefinition<I, R> whole, String brokenStep, StepFailure failure) {
    this.whole = whole;
    this.brokenStep = brokenStep;
    this.failure = failure;
    this.othersToDo = new CountDownLatch(others().size());
  }

  /** The steps that are done all the same. */
  Set<String> others() {
    return whole.graph().order().stream()
        .filter(step -> !step.equals(brokenStep))
        .filter(step -> !whole.graph().ancestors(step).contains(brokenStep))
        .collect(Collectors.toSet());
  }

  /** In the order in which they ended. */
  List<String> done() {
    return List.copyOf(done);
  }

  /** The steps whose compensations have run, in the order in which these ended. */
  List<String> undone() {
    return List.copyOf(undone);
  }

  /** Compensations that began before another one, for which they have to wait, had ended. */
  List<String> tooEarly() {
    return List.copyOf(tooEarly);
  }

  private void noteIfTooEarly(CompensationDefinition compensation) {
    for (String other : done) {
      boolean comesFirst =
          whole.graph().ancestors(other).contains(compensation.step())
              || compensation.after().contains(other);
      if (comesFirst && whole.step(other).compensation() != null && !undone.contains(other)) {
        tooEarly.add(compensation.step() + " before " + other);
      }
    }
  }

  /** What to register with an engine. */
  @SuppressWarnings("unchecked")
  SagaDefinition<I, R> define() {
    SagaBuilder<I, R> copy = SagaDefinition.builder(whole.type());
    whole.steps().forEach(step -> copy(step, copy));
    whole.timeout().ifPresent(copy::timeout);
    whole.grace().ifPresent(copy::grace);
    whole.resultStep().ifPresent(step -> copy.result((StepKey<R>) whole.step(step).key()));
    return copy.build();
  }

  private <T extends @Nullable Object> void copy(StepDefinition<T> step, SagaBuilder<I, R> saga) {
    boolean isBroken = step.name().equals(brokenStep);
    StepBuilder<T> copy = saga.step(step.key());
    copy.after(keys(step.after()));
    copy.retry(isBroken ? once(step.retry()) : step.retry());
    if (step.kind() == StepKind.TRANSACTIONAL) {
      copy.transactional();
    }
    if (whole.pivot().filter(step.name()::equals).isPresent()) {
      copy.pivot();
    }
    if (step.timeout() != null) {
      copy.timeout(step.timeout());
    }
    if (step.noCompensation() != null) {
      copy.noCompensation(step.noCompensation());
    }
    copy.takes(step.call().arguments()).runs(values -> isBroken ? fail() : run(step, values));
    if (step.compensation() != null) {
      copy(step.compensation(), saga.compensation(step.key()));
    }
  }

  private void copy(CompensationDefinition compensation, CompensationBuilder copy) {
    copy.after(keys(compensation.after()));
    copy.retry(compensation.retry());
    if (compensation.kind() == StepKind.TRANSACTIONAL) {
      copy.transactional();
    }
    if (compensation.timeout() != null) {
      copy.timeout(compensation.timeout());
    }
    copy.takes(compensation.call().arguments())
        .does(
            values -> {
              noteIfTooEarly(compensation);
              compensation.call().invoke(values);
              undone.add(compensation.step());
            });
  }

  private <T extends @Nullable Object> @Nullable T run(StepDefinition<T> step, Call.Values values)
      throws Exception {
    T result = step.call().invoke(values);
    done.add(step.name());
    othersToDo.countDown();
    return result;
  }

  private <T> T fail() throws InterruptedException {
    if (!othersToDo.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("only " + done + " are done");
    }
    throw failure;
  }

  private StepKey<?>[] keys(Set<String> steps) {
    return steps.stream().map(step -> whole.step(step).key()).toArray(StepKey<?>[]::new);
  }

  private static RetryPolicy once(RetryPolicy policy) {
    return new RetryPolicy(1, policy.backoff(), policy.multiplier(), policy.maxBackoff());
  }

  @Override
  public String toString() {
    return whole.type() + " without " + brokenStep;
  }
}
