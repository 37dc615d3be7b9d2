package contract.trip;

import contract.trip.BookTrip.Confirmation;
import contract.trip.BookTrip.Quote;
import contract.trip.BookTrip.Room;
import contract.trip.BookTrip.Seat;
import contract.trip.BookTrip.Trip;
import io.backstitch.processor.GoodRun;
import java.util.List;
import java.util.Optional;

/** How the saga runs. */
final class Example {

  private Example() {}

  /** Has seats and rooms for everybody. */
  private static final class EmptyTown implements Agency {

    @Override
    public Quote quote(Trip trip) {
      return new Quote(19900);
    }

    @Override
    public Seat seat(String idempotencyKey, String from, String to) {
      return new Seat(from + "-" + to, "1A");
    }

    @Override
    public void cancelSeat(Seat seat) {}

    @Override
    public Room room(String idempotencyKey, String town) {
      return new Room(town, 1);
    }

    @Override
    public void cancelRoom(Trip trip, Optional<Room> room) {}

    @Override
    public String pay(String idempotencyKey, long cents) {
      return "p-" + cents;
    }

    @Override
    public String confirm(Trip trip, String paymentId) {
      return trip.traveller() + " " + paymentId;
    }
  }

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(
            BookTripDefinition.of(new BookTrip(new EmptyTown())),
            new Trip("Ada", "LHR", "TRN"),
            new Confirmation("Ada p-19900")));
  }
}
