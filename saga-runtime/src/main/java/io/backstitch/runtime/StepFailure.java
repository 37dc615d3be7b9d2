package io.backstitch.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a step or a compensation that knows what its failure means. Any other exception is
 * judged by the engine's {@link FailureClassifier}.
 */
public final class StepFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final Duration LONGEST_DELAY = Duration.ofDays(365);

  private final FailureKind kind;
  private final @Nullable Duration retryAfter;

  private StepFailure(
      FailureKind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /**
   * The step did not take effect and never will: no retry, the saga is undone.
   *
   * @param message what happened, for people
   * @return the failure, to be thrown
   */
  public static StepFailure permanent(String message) {
    return new StepFailure(FailureKind.PERMANENT, message, null, null);
  }

  /**
   * Another attempt may succeed; whether this one took effect is not known.
   *
   * @param message what happened, for people
   * @return the failure, to be thrown
   */
  public static StepFailure transientFailure(String message) {
    return new StepFailure(FailureKind.TRANSIENT, message, null, null);
  }

  /**
   * The other side broke the agreement; whether the step took effect is not known. Retried.
   *
   * @param message what happened, for people
   * @return the failure, to be thrown
   */
  public static StepFailure integration(String message) {
    return new StepFailure(FailureKind.INTEGRATION, message, null, null);
  }

  /**
   * The step was refused for lack of rights and did not take effect. Never retried.
   *
   * @param message what happened, for people
   * @return the failure, to be thrown
   */
  public static StepFailure security(String message) {
    return new StepFailure(FailureKind.SECURITY, message, null, null);
  }

  /**
   * The same failure with the exception that caused it.
   *
   * @param cause the cause
   * @return a new failure
   */
  public StepFailure causedBy(Throwable cause) {
    return new StepFailure(kind, text(), cause, retryAfter);
  }

  /**
   * The same failure with the demand not to try again too soon.
   *
   * @param delay how long to wait at least; longer than the retry policy says or not. More than 365
   *     days count as 365 days.
   * @return a new failure
   * @throws IllegalArgumentException if the delay is null or negative
   */
  public StepFailure retryAfter(Duration delay) {
    return new StepFailure(kind, text(), getCause(), checked(delay));
  }

  private Duration checked(@Nullable Duration delay) {
    if (delay == null || delay.isNegative()) {
      throw new IllegalArgumentException(
          "StepFailure.retryAfter was given %s for the failure '%s', but a delay is zero or more. The failure was not thrown, so the engine judges this exception instead. Give a delay of zero or more, or leave the call out."
              .formatted(delay, getMessage()));
    }
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }

  /**
   * What kind of failure it is.
   *
   * @return the kind
   */
  public FailureKind kind() {
    return kind;
  }

  /**
   * How long to wait at least before the next attempt.
   *
   * @return the delay, if one was demanded
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  private String text() {
    return Objects.requireNonNull(getMessage());
  }
}
