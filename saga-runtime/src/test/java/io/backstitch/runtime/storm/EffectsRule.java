package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Booking;
import io.backstitch.runtime.storm.SagaTrace.Remote;
import io.backstitch.runtime.storm.Shape.Kind;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a saga did to the world: all of it, once; or nothing that is not undone. */
final class EffectsRule {

  private EffectsRule() {}

  static List<String> violations(SagaTrace saga) {
    List<String> found = new ArrayList<>();
    bookingsAreThoseOfTheRecords(saga, found);
    long sum = saga.ledger().stream().mapToLong(Booking::amount).sum();
    if (saga.status().equals("COMPENSATED")) {
      if (sum != 0) {
        found.add(saga.told("undone, but its bookings come to " + sum));
      }
      if (saga.remote().stream().anyMatch(effect -> !effect.undone())) {
        found.add(saga.told("undone, but these effects are left: " + saga.remote()));
      }
    }
    if (saga.status().equals("COMPLETED")) {
      List<String> done =
          saga.remote().stream().filter(e -> !e.undone()).map(Remote::step).toList();
      if (!done.containsAll(steps(saga, Kind.REMOTE)) || done.size() != saga.remote().size()) {
        found.add(saga.told("completed, but its effects are " + saga.remote()));
      }
    }
    return found;
  }

  private static void bookingsAreThoseOfTheRecords(SagaTrace saga, List<String> found) {
    List<String> transactional = steps(saga, Kind.TRANSACTIONAL);
    List<String> recorded =
        saga.records()
            .filter(call -> transactional.contains(call.replace(StormSaga.UNDO, "")))
            .sorted()
            .toList();
    List<String> booked = saga.ledger().stream().map(Booking::call).sorted().toList();
    if (!booked.equals(recorded)) {
      found.add(saga.told("booked is " + booked + ", recorded is " + recorded));
    }
  }

  private static List<String> steps(SagaTrace saga, Kind kind) {
    return saga.shape().steps().stream()
        .filter(step -> step.kind() == kind)
        .map(Shape.Step::name)
        .toList();
  }
}
