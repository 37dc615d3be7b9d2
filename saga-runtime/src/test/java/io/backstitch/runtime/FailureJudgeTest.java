package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Exceptions and classifiers that misbehave themselves. */
class FailureJudgeTest {

  /** Cannot even say what it is. */
  private static final class Indescribable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }

  /** Says that it is null. */
  @SuppressWarnings({"OverrideThrowableToString", "ToStringReturnsNull"})
  private static final class Wordless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      return null;
    }
  }

  private static FailureKind judgedAfter(FailureClassifier first) {
    FailureClassifier second = failure -> Optional.of(FailureKind.SECURITY);
    return new FailureJudge(List.of(first, second)).judge(new Exception("ordinary")).kind();
  }

  @Test
  void passes_over_a_classifier_that_returns_null() {
    assertThat(judgedAfter(failure -> null)).isEqualTo(FailureKind.SECURITY);
  }

  @Test
  void passes_over_a_classifier_that_throws_an_error() {
    FailureClassifier recursive =
        failure -> {
          throw new StackOverflowError();
        };
    assertThat(judgedAfter(recursive)).isEqualTo(FailureKind.SECURITY);
  }

  @Test
  void passes_over_a_classifier_whose_exception_cannot_be_described() {
    FailureClassifier hostile =
        failure -> {
          throw new Indescribable();
        };
    assertThat(judgedAfter(hostile)).isEqualTo(FailureKind.SECURITY);
  }

  @Test
  void describes_an_exception_that_cannot_be_described_by_its_class() {
    FailureJudge judge = new FailureJudge(List.of());

    assertThat(judge.judge(new Indescribable()).message()).isEqualTo(Indescribable.class.getName());
    assertThat(judge.judge(new Wordless()).message()).isEqualTo(Wordless.class.getName());
  }

  @Test
  void a_delay_that_is_null_or_negative_is_refused() {
    StepFailure busy = StepFailure.transientFailure("busy");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> busy.retryAfter(null))
        .withMessageContainingAll("StepFailure.retryAfter", "null", "busy", "zero or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> busy.retryAfter(Duration.ofSeconds(-5)))
        .withMessageContainingAll("StepFailure.retryAfter", "PT-5S", "busy", "zero or more");
  }

  @Test
  void a_delay_is_a_year_at_most() {
    StepFailure busy = StepFailure.transientFailure("busy");

    assertThat(busy.retryAfter(Duration.ofSeconds(Long.MAX_VALUE)).retryAfter())
        .contains(Duration.ofDays(365));
    assertThat(busy.retryAfter(Duration.ZERO).retryAfter()).contains(Duration.ZERO);
  }
}
