package io.backstitch.runtime;

import io.backstitch.definition.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/**
 * An engine in a JVM of its own that knows two sagas: {@code stubborn}, whose step fails at each
 * attempt and wants to wait long, and {@code deadly}, whose step never ends. Each call is noted
 * first. It starts nothing itself.
 */
public final class StubbornEngine {

  private static final String NAME = "stubborn-engine";
  static final int MAX_RECOVERIES = 3;

  /** The delays are 10, 20, 30 and 30 minutes, before they are shortened at random. */
  static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMinutes(10), 2, Duration.ofMinutes(30));

  /** Less than the policy says, which changes nothing. */
  static final int SOON = 2;

  /** More than the policy says, which counts. */
  static final int LATE = 3;

  static final Duration LATE_BY = Duration.ofHours(2);

  private StubbornEngine() {}

  /** Works until it is killed. The tables must be there. */
  public static void main(String[] url) throws InterruptedException {
    try (SagaEngine engine = build(KillableEngine.pool(url[0]), NAME)) {
      new CountDownLatch(1).await();
    }
  }

  static SagaEngine build(DataSource pool, String name) {
    CallTable calls = new CallTable(pool);
    return SagaEngine.builder(pool)
        .name(name)
        .leaseFor(Duration.ofMinutes(10))
        .pollEvery(Duration.ofMillis(50))
        .maxRecoveries(MAX_RECOVERIES)
        .register(stubborn(calls).define())
        .register(deadly(calls).define())
        .build();
  }

  static ScriptedSaga stubborn(CallTable calls) {
    ScriptedSaga saga =
        ScriptedSaga.named("stubborn")
            .remote("a")
            .with(step -> step.retry(POLICY))
            .undoneEvenIfUnknown();
    for (int i = 0; i < 2 * POLICY.maxAttempts(); i++) {
      saga.on(
          "a",
          (step, db) -> {
            calls.called("a", step);
            throw failure(step.attempt());
          });
    }
    return saga.on("undo a", (step, db) -> calls.called("undo a", step));
  }

  private static StepFailure failure(int attempt) {
    StepFailure again = StepFailure.transientFailure("not now");
    return switch (attempt) {
      case SOON -> again.retryAfter(Duration.ofMinutes(1));
      case LATE -> again.retryAfter(LATE_BY);
      default -> again;
    };
  }

  static ScriptedSaga deadly(CallTable calls) {
    return ScriptedSaga.named("deadly")
        .remote("a")
        .notUndoable()
        .on(
            "a",
            (step, db) -> {
              calls.called("a", step);
              new CountDownLatch(1).await();
            });
  }
}
