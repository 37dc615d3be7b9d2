package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.runtime.AttemptOutcome.Effect;
import io.backstitch.runtime.AttemptOutcome.Failed;
import io.backstitch.runtime.AttemptOutcome.Succeeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is recorded of an attempt, without a clock, a thread or a database. */
class NextAttemptTest {

  private static final SagaDefinition<?, ?> SAGA =
      ScriptedSaga.named("pure")
          .remote("call")
          .with(step -> step.retry(policy(3)))
          .transactional("write", "call")
          .with(step -> step.retry(policy(2)))
          .remote("pay", "write")
          .notUndoable()
          .with(step -> step.pivot())
          .remote("tell", "pay")
          .notUndoable()
          .with(step -> step.retry(policy(1)))
          .define();

  private static RetryPolicy policy(int attempts) {
    return new RetryPolicy(attempts, Duration.ofSeconds(1), 2, Duration.ofSeconds(3));
  }

  private static SagaFact fact(String step, int attempt, AttemptOutcome outcome, double random) {
    return NextAttempt.fact(
        SagaState.begin(SAGA, "key"),
        new StepAttempt(StepTask.forward(step), attempt),
        outcome,
        random);
  }

  private static Failed failed(FailureKind kind) {
    return new Failed(kind, "why", kind.mayPass() ? Effect.UNKNOWN : Effect.CERTAINLY_NONE, null);
  }

  @Test
  void success_is_recorded_with_its_result() {
    SagaFact fact = fact("call", 2, new Succeeded("\"r\""), 0);

    assertThat(fact.kind()).isEqualTo(FactKind.STEP_SUCCEEDED);
    assertThat(fact.payload()).isEqualTo("\"r\"");
    assertThat(fact.attempt()).isEqualTo(2);
  }

  @Test
  void delays_grow_and_are_shortened_by_a_fifth_at_most() {
    assertThat(fact("call", 1, failed(FailureKind.TRANSIENT), 0).retryIn()).hasSeconds(1);
    assertThat(fact("call", 2, failed(FailureKind.TRANSIENT), 0).retryIn()).hasSeconds(2);
    assertThat(fact("call", 1, failed(FailureKind.TRANSIENT), 1).retryIn()).hasMillis(800);
  }

  @Test
  void a_demanded_delay_counts_if_it_is_longer() {
    Failed failure =
        new Failed(FailureKind.TRANSIENT, "why", Effect.UNKNOWN, Duration.ofMinutes(1));

    assertThat(fact("call", 1, failure, 0).retryIn()).hasMinutes(1);
  }

  @Test
  void a_remote_step_that_gives_up_is_in_doubt() {
    assertThat(fact("call", 3, failed(FailureKind.TRANSIENT), 0).kind())
        .isEqualTo(FactKind.STEP_IN_DOUBT);
    assertThat(fact("call", 3, failed(FailureKind.INTEGRATION), 0).kind())
        .isEqualTo(FactKind.STEP_IN_DOUBT);
  }

  @Test
  void a_permanent_or_security_failure_ends_it_at_once_without_effect() {
    assertThat(fact("call", 1, failed(FailureKind.PERMANENT), 0).kind())
        .isEqualTo(FactKind.STEP_FAILED);
    assertThat(fact("call", 1, failed(FailureKind.SECURITY), 0).kind())
        .isEqualTo(FactKind.STEP_FAILED);
  }

  @Test
  void a_transactional_step_that_gives_up_has_no_effect() {
    assertThat(fact("write", 2, failed(FailureKind.TRANSIENT), 0).kind())
        .isEqualTo(FactKind.STEP_FAILED);
  }

  @Test
  void after_the_pivot_there_is_no_last_attempt_at_what_may_pass() {
    assertThat(fact("tell", 1_000, failed(FailureKind.TRANSIENT), 0).kind())
        .isEqualTo(FactKind.ATTEMPT_FAILED);
    assertThat(fact("tell", 1, failed(FailureKind.PERMANENT), 0).kind())
        .isEqualTo(FactKind.STEP_FAILED);
  }
}
