package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.runtime.AttemptOutcome.Effect;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in the documentation of {@link FailureClassifier}, row by row. */
class StandardClassifierTest {

  private static Arguments row(FailureKind kind, Throwable failure) {
    return Arguments.of(kind, failure);
  }

  static Stream<Arguments> table() {
    return Stream.of(
        row(FailureKind.TRANSIENT, new IOException("reset")),
        row(FailureKind.TRANSIENT, new SocketTimeoutException("slow")),
        row(FailureKind.TRANSIENT, new TimeoutException()),
        row(FailureKind.TRANSIENT, new InterruptedException()),
        row(FailureKind.TRANSIENT, new SQLTransientConnectionException("pool")),
        row(FailureKind.TRANSIENT, new SQLException("connection", "08006")),
        row(FailureKind.TRANSIENT, new SQLException("serialization", "40001")),
        row(FailureKind.TRANSIENT, new SQLException("too many", "53300")),
        row(FailureKind.TRANSIENT, new SQLException("lock", "55P03")),
        row(FailureKind.TRANSIENT, new SQLException("cancelled", "57014")),
        row(FailureKind.PERMANENT, new SQLException("unique", "23505")),
        row(FailureKind.PERMANENT, new SQLException("no state")),
        row(FailureKind.SECURITY, new SecurityException("no")),
        row(FailureKind.SECURITY, new AccessDeniedException("file")),
        row(FailureKind.PERMANENT, new NullPointerException()),
        row(FailureKind.PERMANENT, new IllegalArgumentException()),
        row(FailureKind.PERMANENT, new IllegalStateException("wrong")),
        row(FailureKind.INTEGRATION, new RuntimeException("who knows")),
        row(FailureKind.INTEGRATION, new Exception("who knows")),
        row(FailureKind.INTEGRATION, new StackOverflowError()),
        row(FailureKind.TRANSIENT, new IllegalStateException(new IOException("inside"))),
        row(FailureKind.SECURITY, new RuntimeException(StepFailure.security("inside"))));
  }

  @ParameterizedTest
  @MethodSource("table")
  void judges(FailureKind kind, Throwable failure) {
    assertThat(new StandardClassifier().classify(failure)).contains(kind);
  }

  @Test
  void asks_the_users_classifiers_first_and_survives_one_that_fails() {
    FailureJudge judge =
        new FailureJudge(
            List.of(
                failure -> {
                  throw new IllegalStateException("broken classifier");
                },
                failure ->
                    failure instanceof RuntimeException
                        ? Optional.of(FailureKind.TRANSIENT)
                        : Optional.empty()));

    assertThat(judge.judge(new NullPointerException()).kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(judge.judge(new Exception()).kind()).isEqualTo(FailureKind.INTEGRATION);
  }

  @Test
  void a_step_that_says_what_it_means_is_believed() {
    FailureJudge judge = new FailureJudge(List.of(failure -> Optional.of(FailureKind.PERMANENT)));

    AttemptOutcome.Failed failed =
        judge.judge(StepFailure.transientFailure("busy").retryAfter(Duration.ofMinutes(1)));

    assertThat(failed)
        .isEqualTo(
            new AttemptOutcome.Failed(
                FailureKind.TRANSIENT, "busy", Effect.UNKNOWN, Duration.ofMinutes(1)));
  }

  @Test
  void only_what_may_pass_leaves_the_effect_unknown() {
    FailureJudge judge = new FailureJudge(List.of());

    assertThat(judge.judge(StepFailure.permanent("no")).effect()).isEqualTo(Effect.CERTAINLY_NONE);
    assertThat(judge.judge(StepFailure.security("no")).effect()).isEqualTo(Effect.NONE_THIS_TIME);
    assertThat(judge.judge(new NullPointerException()).effect()).isEqualTo(Effect.NONE_THIS_TIME);
    assertThat(judge.judge(StepFailure.integration("?")).effect()).isEqualTo(Effect.UNKNOWN);
  }

  @Test
  void messages_are_made_storable() {
    assertThat(FailureJudge.storable("a\0b")).isEqualTo("ab");
    assertThat(FailureJudge.storable("x".repeat(5_000))).hasSizeLessThan(2_100);
  }
}
