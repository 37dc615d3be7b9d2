package io.backstitch.runtime.storm;

import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** All that one saga left behind. */
record SagaTrace(
    UUID id,
    String key,
    Shape shape,
    Script script,
    String status,
    List<Fact> facts,
    List<Call> calls,
    List<Booking> ledger,
    List<Remote> remote,
    List<String> events) {

  private static final int MOST_LINES = 60;

  /** A row of its journal. */
  record Fact(
      int seq,
      Timestamp at,
      String kind,
      String status,
      String step,
      int attempt,
      String failure,
      List<String> steps,
      UUID engine,
      int epoch) {

    boolean is(String otherKind, String otherStep) {
      return kind.equals(otherKind) && otherStep.equals(step);
    }

    /** The call that this fact says has succeeded, or null. */
    String succeeded() {
      return switch (kind) {
        case "STEP_SUCCEEDED" -> step;
        case "STEP_COMPENSATED" -> StormSaga.UNDO + step;
        default -> null;
      };
    }

    /** The call of which this fact says how one attempt ended, or null. */
    String attempted() {
      return switch (kind) {
        case "STEP_SUCCEEDED", "ATTEMPT_FAILED", "STEP_FAILED", "STEP_IN_DOUBT" -> step;
        case "STEP_COMPENSATED", "COMPENSATION_ATTEMPT_FAILED", "COMPENSATION_FAILED" ->
            StormSaga.UNDO + step;
        default -> null;
      };
    }

    /** Whether it is the last attempt that failed. */
    boolean gaveUp() {
      return List.of("STEP_FAILED", "STEP_IN_DOUBT", "COMPENSATION_FAILED").contains(kind);
    }

    /** Whether it can be the reason for which all is undone. */
    boolean isReasonToUndo() {
      return List.of("STEP_FAILED", "STEP_IN_DOUBT", "SAGA_TIMED_OUT").contains(kind);
    }

    boolean givesOwner() {
      return kind.equals("TAKEN_OVER")
          || kind.equals("PICKED_UP")
          || (kind.equals("STARTED") && status.equals("RUNNING"));
    }
  }

  /**
   * A call of a step or of a compensation.
   *
   * @param saw the last row of the journal that was durable when it came
   */
  record Call(String call, int attempt, String idempotencyKey, UUID engine, int saw) {

    boolean isUndo() {
      return call.startsWith(StormSaga.UNDO);
    }

    String step() {
      return isUndo() ? call.substring(StormSaga.UNDO.length()) : call;
    }
  }

  record Booking(String call, long amount) {}

  record Remote(String step, boolean undone) {}

  Stream<String> records() {
    return facts.stream().map(Fact::succeeded).filter(call -> call != null);
  }

  /** For messages: the saga, its journal and its calls. */
  String told(String what) {
    StringBuilder text = new StringBuilder();
    text.append("%s %s (%s) is %s: %s".formatted(shape.name(), key, script.text(), status, what));
    Stream.concat(facts.stream().limit(MOST_LINES), calls.stream().limit(MOST_LINES))
        .forEach(line -> text.append("\n    ").append(line));
    return text.toString();
  }
}
