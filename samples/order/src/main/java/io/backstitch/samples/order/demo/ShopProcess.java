package io.backstitch.samples.order.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.samples.order.PlaceOrder;
import io.backstitch.samples.order.PlaceOrderDefinition;
import io.backstitch.samples.order.remote.SimulatedCards;
import io.backstitch.samples.order.remote.SimulatedCarrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shop in a process of its own: one engine, and a number of checkouts that work until no cart is
 * left. Then it stays, in case that it has to take over what another shop leaves behind.
 *
 * <p>Arguments: the URLs of the three databases, the seed, the number of orders.
 */
final class ShopProcess {

  private static final int CHECKOUTS = 16;
  private static final int CONNECTIONS = 12;
  private static final Duration LEASE = Duration.ofSeconds(3);

  private ShopProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Databases databases = Databases.of(Arrays.asList(arguments));
    Season season = new Season(Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
    HikariDataSource shop = Databases.pool(databases.shop(), CONNECTIONS);
    PlaceOrder placeOrder =
        new PlaceOrder(
            new SimulatedCards(Databases.pool(databases.cards(), CONNECTIONS), season::cardFate),
            new SimulatedCarrier(
                Databases.pool(databases.carrier(), CONNECTIONS), season::carrierFate));
    SagaEngine engine =
        SagaEngine.builder(shop)
            .leaseFor(LEASE)
            .register(PlaceOrderDefinition.of(placeOrder))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close));

    List<Thread> checkouts = new ArrayList<>();
    for (int n = 1; n <= CHECKOUTS; n++) {
      checkouts.add(new Thread(new Checkout(shop, engine), "checkout-" + n));
    }
    checkouts.forEach(Thread::start);
    Thread.currentThread().join();
  }
}
