package contract.order;

import contract.order.PlaceOrder.Order;
import contract.order.PlaceOrder.Payment;
import contract.order.PlaceOrder.Reservation;
import contract.order.PlaceOrder.Shipment;
import io.backstitch.definition.Argument;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import java.sql.Connection;
import java.time.Duration;
import javax.annotation.processing.Generated;

/**
 * The saga {@code place-order}, as {@link PlaceOrder} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class PlaceOrderDefinition {
  /**
   * What to give an engine to start {@code place-order} or to find one.
   */
  public static final SagaType<Order, Shipment> SAGA = SagaType.of("place-order", 1, Order.class,
      Shipment.class);

  /**
   * {@link PlaceOrder#reserve}, undone by {@link PlaceOrder#release}.
   */
  private static final StepKey<Reservation> RESERVE = StepKey.of("reserve", Reservation.class);

  /**
   * {@link PlaceOrder#charge}, undone by {@link PlaceOrder#refund}.
   */
  private static final StepKey<Payment> CHARGE = StepKey.of("charge", Payment.class);

  /**
   * {@link PlaceOrder#ship}.
   */
  private static final StepKey<Shipment> SHIP = StepKey.of("ship", Shipment.class);

  private static final Argument<Order> INPUT = Argument.input(SAGA);

  private static final Argument<StepContext> CONTEXT = Argument.provided(StepContext.class);

  private static final Argument<Connection> CONNECTION = Argument.provided(Connection.class);

  private PlaceOrderDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Order, Shipment> of(PlaceOrder saga) {
    SagaBuilder<Order, Shipment> graph = SagaDefinition.builder(SAGA);
    graph.step(RESERVE).takes(INPUT, CONNECTION, CONTEXT).runs(saga::reserve);
    graph.compensation(RESERVE).takes(RESERVE.result(), CONNECTION).does(saga::release);
    graph.step(CHARGE)
        .retry(new RetryPolicy(3, Duration.ofMillis(10), 2, Duration.ofSeconds(30)))
        .takes(INPUT, RESERVE.result(), CONTEXT)
        .runs(saga::charge);
    graph.compensation(CHARGE).takes(CHARGE.result(), CONTEXT).does(saga::refund);
    graph.step(SHIP).takes(INPUT, CHARGE.result(), CONTEXT).runs(saga::ship);
    return graph.result(SHIP).build();
  }
}
