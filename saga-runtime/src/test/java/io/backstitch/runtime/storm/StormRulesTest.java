package io.backstitch.runtime.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.runtime.storm.SagaTrace.Booking;
import io.backstitch.runtime.storm.SagaTrace.Call;
import io.backstitch.runtime.storm.SagaTrace.Fact;
import io.backstitch.runtime.storm.SagaTrace.Remote;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the storm see what they are there to see: each forgery here is found. */
class StormRulesTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  /** A saga of the shape "mixed" that engine A begins and engine B takes over and undoes. */
  private static final class Forgery {
    final List<Fact> facts = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final List<Booking> ledger = new ArrayList<>();
    final List<Remote> remote = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    String status = "COMPENSATED";
    String script = "v fails";

    Forgery() {
      fact("STARTED", "RUNNING", null, A, 1);
      fact("STEP_SUCCEEDED", "RUNNING", "t", A, 1);
      fact("STEP_SUCCEEDED", "RUNNING", "r", A, 1);
      fact("TAKEN_OVER", "RUNNING", null, B, 2);
      fact("STEP_SUCCEEDED", "RUNNING", "u", B, 2);
      fact("STEP_FAILED", "COMPENSATING", "v", B, 2);
      fact("STEP_COMPENSATED", "COMPENSATING", "u", B, 2);
      fact("STEP_COMPENSATED", "COMPENSATING", "r", B, 2);
      fact("STEP_COMPENSATED", "COMPENSATED", "t", B, 2);
      calls.add(call("t", A, 1));
      calls.add(call("r", A, 2));
      // It was frozen right before the call, and wakes when B has done all.
      calls.add(call("u", A, 9));
      calls.add(call("u", B, 4));
      calls.add(call("v", B, 5));
      calls.add(call("undo u", B, 6));
      calls.add(call("undo r", B, 7));
      calls.add(call("undo t", B, 8));
      ledger.add(new Booking("t", 5));
      ledger.add(new Booking("u", 7));
      ledger.add(new Booking("undo u", -7));
      ledger.add(new Booking("undo t", -5));
      remote.add(new Remote("r", true));
      events.addAll(List.of("t", "r", "u", "undo u", "undo r", "undo t"));
    }

    private void fact(String kind, String after, String step, UUID engine, int epoch) {
      String failure = kind.endsWith("FAILED") ? "PERMANENT" : null;
      int seq = facts.size() + 1;
      int attempt = step == null ? 0 : 1;
      facts.add(
          new Fact(
              seq,
              new Timestamp(seq),
              kind,
              after,
              step,
              attempt,
              failure,
              List.of(),
              engine,
              epoch));
    }

    private static Call call(String call, UUID engine, int saw) {
      return new Call(call, 1, "key of " + call, engine, saw);
    }

    /** Writes one fact anew; nulls and zeros stay as they are. */
    void write(int seq, String kind, String step, int attempt, UUID engine, int epoch) {
      Fact old = facts.get(seq - 1);
      facts.set(
          seq - 1,
          new Fact(
              seq,
              old.at(),
              kind == null ? old.kind() : kind,
              old.status(),
              step == null ? old.step() : step,
              attempt == 0 ? old.attempt() : attempt,
              old.failure(),
              old.steps(),
              engine == null ? old.engine() : engine,
              epoch == 0 ? old.epoch() : epoch));
    }

    SagaTrace trace() {
      Shape shape = Shapes.BY_NAME.get("mixed");
      return new SagaTrace(
          A, "key", shape, new Script(script), status, facts, calls, ledger, remote, events);
    }
  }

  private static final List<Function<SagaTrace, List<String>>> RULES =
      List.of(
          RecordsRule::violations,
          CallsRule::violations,
          AttemptsRule::violations,
          EffectsRule::violations,
          EndsRule::violations);

  private static List<String> violations(Forgery forgery) {
    SagaTrace saga = forgery.trace();
    return RULES.stream().flatMap(rule -> rule.apply(saga).stream()).toList();
  }

  @Test
  void find_nothing_in_what_an_engine_does() {
    assertThat(violations(new Forgery())).isEmpty();
  }

  private static Arguments forgery(String found, Consumer<Forgery> change) {
    return Arguments.of(found, change);
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        forgery("a number is missing", f -> f.facts.remove(3)),
        forgery("the time goes back", f -> f.facts.get(4).at().setTime(0)),
        forgery("was not its owner", f -> f.write(5, null, null, 0, null, 3)),
        forgery("two engines wrote in one epoch", f -> f.write(5, null, null, 0, A, 0)),
        forgery("recorded twice", f -> f.write(3, null, "t", 0, null, 0)),
        forgery(
            "r is recorded without t",
            f -> {
              f.write(2, null, "r", 0, null, 0);
              f.write(3, null, "t", 0, null, 0);
            }),
        forgery(
            "undo r is recorded before undo u",
            f -> {
              f.write(7, null, "r", 0, null, 0);
              f.write(8, null, "u", 0, null, 0);
            }),
        forgery("the events are", f -> f.events.remove("r")),
        forgery("the events are", f -> f.events.sort(Comparator.reverseOrder())),
        forgery("the events are", f -> f.events.add("t")),
        forgery("was not due", f -> f.calls.set(3, Forgery.call("u", B, 3))),
        forgery("was not due", f -> f.calls.set(1, Forgery.call("r", A, 1))),
        forgery("was not due", f -> f.calls.set(6, Forgery.call("undo r", B, 6))),
        forgery("was not due", f -> f.calls.set(5, Forgery.call("undo u", B, 5))),
        forgery("was not due", f -> f.calls.add(Forgery.call("r", B, 4))),
        forgery("was not due", f -> f.calls.add(Forgery.call("v", A, 9))),
        forgery("called again by the same owner", f -> f.calls.add(Forgery.call("r", A, 2))),
        forgery("called again by the same owner", f -> f.calls.add(Forgery.call("u", A, 9))),
        forgery(
            "two keys for one call", f -> f.calls.set(2, new Call("u", 1, "another key", A, 9))),
        forgery("one key for two calls", f -> f.calls.set(1, new Call("r", 1, "key of t", A, 2))),
        forgery("recorded, but never called", f -> f.calls.remove(1)),
        forgery("is out of order", f -> f.write(3, null, null, 2, null, 0)),
        forgery(
            "went on after its last attempt",
            f -> f.write(8, "COMPENSATION_FAILED", "u", 2, null, 0)),
        forgery("one attempt too many", f -> f.calls.add(new Call("r", 5, "key of r", A, 2))),
        forgery("has had its last attempt", f -> f.write(3, "ATTEMPT_FAILED", null, 4, null, 0)),
        forgery("booked is", f -> f.ledger.add(new Booking("t", 5))),
        forgery("booked is", f -> f.ledger.remove(1)),
        forgery("its bookings come to 1", f -> f.ledger.set(3, new Booking("undo t", -4))),
        forgery("these effects are left", f -> f.remote.set(0, new Remote("r", false))),
        forgery("completed, but its effects", f -> f.status = "COMPLETED"),
        forgery("nothing explains its end", f -> f.status = "COMPLETED"),
        forgery("nothing explains its end", f -> f.status = "PARKED"),
        forgery("nothing explains its end", f -> f.status = "RUNNING"),
        forgery("nothing explains its end", f -> f.write(6, "ATTEMPT_FAILED", null, 0, null, 0)),
        forgery("nothing explains its end", f -> f.write(6, "SAGA_TIMED_OUT", null, 0, null, 0)),
        forgery("nothing explains why it gave up", f -> f.script = "as planned"),
        forgery(
            "nothing explains why it gave up", f -> f.write(6, "STEP_IN_DOUBT", null, 0, null, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void find_what_is_wrong(String found, Consumer<Forgery> change) {
    Forgery forgery = new Forgery();
    change.accept(forgery);

    assertThat(violations(forgery)).anyMatch(violation -> violation.contains(found));
  }
}
