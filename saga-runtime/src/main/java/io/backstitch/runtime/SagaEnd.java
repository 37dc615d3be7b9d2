package io.backstitch.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a saga ended, before its result is decoded.
 *
 * @param status final or {@code PARKED}
 * @param result the result as JSON, or null
 * @param failure why it did not complete, or null
 * @param reason why it is parked, or null
 */
record SagaEnd(
    SagaStatus status,
    @Nullable String result,
    @Nullable SagaFailure failure,
    @Nullable String reason) {

  /** How a saga ended with this record, or null if it goes on elsewhere. */
  static @Nullable SagaEnd of(SagaProgress last, SagaState state) {
    return switch (last.status()) {
      case COMPLETED -> new SagaEnd(last.status(), last.result(), null, null);
      case COMPENSATED -> new SagaEnd(last.status(), null, state.failure(), null);
      case PARKED -> new SagaEnd(last.status(), null, null, last.reason());
      default -> null;
    };
  }

  SagaFailure failureOrThrow() {
    return Objects.requireNonNull(failure, "a saga that did not complete has a failure");
  }

  String reasonOrThrow() {
    return Objects.requireNonNull(reason, "a parked saga has a reason");
  }
}
