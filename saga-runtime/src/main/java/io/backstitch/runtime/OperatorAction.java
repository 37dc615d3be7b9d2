package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a saga.
 *
 * @param kind what
 * @param step which step it is about, or null
 * @param result the result that the step is to have, or null
 * @param by who wants it, and why
 */
record OperatorAction(Kind kind, @Nullable String step, @Nullable Object result, By by) {

  /**
   * Who wants something, and why.
   *
   * @param actor a person or a tool
   * @param reason in their own words
   */
  record By(String actor, String reason) {

    @Override
    public String toString() {
      return actor + ": " + reason;
    }
  }

  /** What can be done to a saga. */
  enum Kind {
    PAUSE(FactKind.PAUSED),
    RESUME(FactKind.RESUMED),
    RETRY(FactKind.RETRIED),
    SKIP(FactKind.STEP_SKIPPED),
    COMPLETE(FactKind.STEP_COMPLETED),
    RESOLVE(FactKind.STEP_RESOLVED),
    CANCEL(FactKind.CANCELLED);

    private final FactKind fact;

    Kind(FactKind fact) {
      this.fact = fact;
    }

    FactKind fact() {
      return fact;
    }

    /** Whether it is about one step. */
    boolean isAboutStep() {
      return this == SKIP || this == COMPLETE || this == RESOLVE;
    }

    /** Whether the engine that runs the saga lets go of it for this. */
    boolean canBeRequested() {
      return this == PAUSE || this == CANCEL;
    }
  }

  /** Checks that it names a step where it is about one. */
  OperatorAction {
    if ((step != null) != kind.isAboutStep()) {
      throw new IllegalArgumentException(kind + " of step " + step);
    }
  }

  static OperatorAction of(Kind kind, By by) {
    return new OperatorAction(kind, null, null, by);
  }

  String stepName() {
    if (step == null) {
      throw new IllegalStateException(kind + " names no step");
    }
    return step;
  }

  /**
   * Says that it makes no sense.
   *
   * @param reason what is in its way, and what to do, without the last full stop
   */
  OperationRefusedException refused(String who, String reason) {
    return new OperationRefusedException(
        "%s was not %s: %s. Nothing was changed.".formatted(who, participle(), reason));
  }

  /** Completes "the saga was not …". */
  String participle() {
    return switch (kind) {
      case PAUSE -> "paused";
      case RESUME -> "resumed";
      case RETRY -> "retried";
      case SKIP -> "sent on without " + step;
      case COMPLETE -> "given a result of " + step;
      case RESOLVE -> "told that " + step + " is undone";
      case CANCEL -> "cancelled";
    };
  }

  /** What the journal says of it, for people. */
  String message() {
    return switch (kind) {
      case PAUSE -> "paused by " + by;
      case RESUME -> "resumed by " + by;
      case RETRY -> "retried by " + by;
      case SKIP -> "skipped by " + by;
      case COMPLETE -> "completed by " + by;
      case RESOLVE -> "resolved by " + by;
      case CANCEL -> "cancelled by " + by;
    };
  }
}
