package io.backstitch.samples.quickstart;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.samples.quickstart.PlaceOrder.Order;
import io.backstitch.samples.quickstart.PlaceOrder.OrderPlaced;
import javax.sql.DataSource;

/** A service that runs sagas, and a process that relays its events. */
final class Shop implements AutoCloseable {

  private final SagaEngine engine;

  Shop(DataSource dataSource, CardProcessor cards) {
    engine =
        SagaEngine.builder(dataSource)
            .register(PlaceOrderDefinition.of(new PlaceOrder(cards)))
            .build();
  }

  OrderPlaced place(Order order) {
    return engine.run(PlaceOrderDefinition.SAGA, order.id(), order);
  }

  Support support() {
    return new Support(engine);
  }

  static OutboxRelay relay(DataSource dataSource, MessageBroker broker) {
    OutboxRelay relay = OutboxRelay.builder(dataSource, broker).build();
    relay.start();
    return relay;
  }

  @Override
  public void close() {
    engine.close();
  }
}
