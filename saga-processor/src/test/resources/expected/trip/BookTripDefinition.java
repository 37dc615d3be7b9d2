package contract.trip;

import contract.trip.BookTrip.Confirmation;
import contract.trip.BookTrip.Payment;
import contract.trip.BookTrip.Quote;
import contract.trip.BookTrip.Room;
import contract.trip.BookTrip.Seat;
import contract.trip.BookTrip.Trip;
import io.backstitch.definition.Argument;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import java.time.Duration;
import javax.annotation.processing.Generated;

/**
 * The saga {@code book-trip}, as {@link BookTrip} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class BookTripDefinition {
  /**
   * What to give an engine to start {@code book-trip} or to find one.
   */
  public static final SagaType<Trip, Confirmation> SAGA = SagaType.of("book-trip", 2, Trip.class,
      Confirmation.class);

  /**
   * {@link BookTrip#quote}.
   */
  private static final StepKey<Quote> QUOTE = StepKey.of("quote", Quote.class);

  /**
   * {@link BookTrip#outbound}, undone by {@link BookTrip#cancelOutbound}.
   */
  private static final StepKey<Seat> OUTBOUND = StepKey.of("outbound", Seat.class);

  /**
   * {@link BookTrip#inbound}, undone by {@link BookTrip#cancelInbound}.
   */
  private static final StepKey<Seat> INBOUND = StepKey.of("inbound", Seat.class);

  /**
   * {@link BookTrip#hotel}, undone by {@link BookTrip#cancelHotel}.
   */
  private static final StepKey<Room> HOTEL = StepKey.of("hotel", Room.class);

  /**
   * {@link BookTrip#pay}.
   */
  private static final StepKey<Payment> PAY = StepKey.of("pay", Payment.class);

  /**
   * {@link BookTrip#confirm}.
   */
  private static final StepKey<Confirmation> CONFIRM = StepKey.of("confirm", Confirmation.class);

  private static final Argument<Trip> INPUT = Argument.input(SAGA);

  private static final Argument<StepContext> CONTEXT = Argument.provided(StepContext.class);

  private BookTripDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Trip, Confirmation> of(BookTrip saga) {
    SagaBuilder<Trip, Confirmation> graph = SagaDefinition.builder(SAGA);
    graph.step(QUOTE)
        .noCompensation("a quote binds nobody")
        .takes(INPUT)
        .runs(saga::quote);
    graph.step(OUTBOUND).takes(INPUT, QUOTE.result(), CONTEXT).runs(saga::outbound);
    graph.compensation(OUTBOUND).takes(OUTBOUND.result()).does(saga::cancelOutbound);
    graph.step(INBOUND).takes(INPUT, QUOTE.result(), CONTEXT).runs(saga::inbound);
    graph.compensation(INBOUND).takes(INBOUND.result()).does(saga::cancelInbound);
    graph.step(HOTEL)
        .retry(new RetryPolicy(2, Duration.ofMillis(5), 2, Duration.ofSeconds(30)))
        .takes(INPUT, QUOTE.result(), CONTEXT)
        .runs(saga::hotel);
    graph.compensation(HOTEL)
        .after(OUTBOUND)
        .takes(INPUT, HOTEL.resultIfKnown())
        .does(saga::cancelHotel);
    graph.step(PAY)
        .pivot()
        .takes(INPUT, QUOTE.result(), OUTBOUND.result(), INBOUND.result(), HOTEL.result(), CONTEXT)
        .runs(saga::pay);
    graph.step(CONFIRM)
        .retry(new RetryPolicy(3, Duration.ofMillis(10), 2, Duration.ofMillis(100)))
        .takes(INPUT, PAY.result())
        .runs(saga::confirm);
    return graph
        .timeout(Duration.ofMinutes(1))
        .grace(Duration.ofSeconds(30))
        .result(CONFIRM)
        .build();
  }
}
