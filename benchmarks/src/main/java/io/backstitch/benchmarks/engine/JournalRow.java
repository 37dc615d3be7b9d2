package io.backstitch.benchmarks.engine;

import org.jspecify.annotations.Nullable;

/**
 * One row that a saga leaves in its journal, and what is committed with it.
 *
 * @param kind what happened
 * @param status of the saga from then on
 * @param step the step, or null for the start
 * @param answers what the step leaves
 */
record JournalRow(String kind, String status, @Nullable String step, Answers answers) {

  /** What a step leaves. */
  enum Answers {
    NOTHING,
    RESULT,
    RESULT_AND_EVENT,
    FAILURE
  }

  boolean isStart() {
    return step == null;
  }

  boolean isFinal() {
    return status.equals("COMPLETED") || status.equals("COMPENSATED");
  }

  boolean completes() {
    return status.equals("COMPLETED");
  }

  boolean hasResult() {
    return answers == Answers.RESULT || hasEvent();
  }

  boolean hasEvent() {
    return answers == Answers.RESULT_AND_EVENT;
  }

  @Nullable String failure() {
    return answers == Answers.FAILURE ? "PERMANENT" : null;
  }

  @Nullable String message() {
    return answers == Answers.FAILURE ? FailingOrder.REASON : null;
  }

  /** As {@link Tables} reads it back. */
  String text() {
    return "%s %s %s %s %s %s"
        .formatted(
            kind,
            status,
            step == null ? "-" : step,
            hasResult() ? "result" : "-",
            failure() == null ? "-" : failure(),
            message() == null ? "-" : message());
  }
}
