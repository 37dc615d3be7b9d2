package ordered;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import javax.annotation.processing.Generated;
import ordered.Shipping.Order;
import ordered.Shipping.Payment;
import ordered.Shipping.Reservation;

/**
 * The saga {@code shipping}, as {@link Shipping} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
final class ShippingDefinition {
  /**
   * What to give an engine to start {@code shipping} or to find one.
   */
  static final SagaType<Order, String> SAGA = SagaType.of("shipping", 1, Order.class, String.class);

  /**
   * {@link Shipping#reserve}, undone by {@link Shipping#release}.
   */
  private static final StepKey<Reservation> RESERVE = StepKey.of("reserve", Reservation.class);

  /**
   * {@link Shipping#charge}, undone by {@link Shipping#refund}.
   */
  private static final StepKey<Payment> CHARGE = StepKey.of("charge", Payment.class);

  /**
   * {@link Shipping#ship}.
   */
  private static final StepKey<String> SHIP = StepKey.of("ship", String.class);

  private static final Argument<Order> INPUT = Argument.input(SAGA);

  private static final Argument<StepContext> CONTEXT = Argument.provided(StepContext.class);

  private ShippingDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  static SagaDefinition<Order, String> of(Shipping saga) {
    SagaBuilder<Order, String> graph = SagaDefinition.builder(SAGA);
    graph.step(RESERVE).takes(INPUT, CONTEXT).runs(saga::reserve);
    graph.compensation(RESERVE).takes(RESERVE.resultIfKnown(), CONTEXT).does(saga::release);
    graph.step(CHARGE).takes(RESERVE.result(), CONTEXT).runs(saga::charge);
    graph.compensation(CHARGE).takes(CHARGE.resultIfKnown(), CONTEXT).does(saga::refund);
    graph.step(SHIP).takes(CHARGE.result(), CONTEXT).runs(saga::ship);
    return graph.result(SHIP).build();
  }
}
