package io.backstitch.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.broker.memory.InMemoryBroker;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.runtime.SagaNotCompletedException;
import io.backstitch.samples.quickstart.CardProcessor.CardDeclinedException;
import io.backstitch.samples.quickstart.PlaceOrder.Order;
import io.backstitch.samples.quickstart.PlaceOrder.OrderPlaced;
import io.backstitch.servers.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuickstartTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final List<String> calls = new ArrayList<>();
  private Exception cardFailure;
  private RuntimeException refundFailure;

  private final CardProcessor cards =
      new CardProcessor() {
        @Override
        public String charge(String key, long cents) throws IOException, CardDeclinedException {
          calls.add("charge " + key);
          if (cardFailure instanceof IOException noAnswer) {
            throw noAnswer;
          } else if (cardFailure instanceof CardDeclinedException declined) {
            throw declined;
          }
          return "payment";
        }

        @Override
        public void refund(String key, String keyOfCharge) {
          calls.add("refund " + keyOfCharge);
          if (refundFailure != null) {
            throw refundFailure;
          }
        }
      };

  @BeforeEach
  void stock() throws Exception {
    db.execute(
        "create table if not exists stock (sku text primary key, free int not null);"
            + "insert into stock values ('pen', 10) on conflict (sku) do update set free = 10");
  }

  private static long free() throws Exception {
    return db.number("select free from stock");
  }

  @Test
  void places_an_order() throws Exception {
    try (Shop shop = new Shop(db.dataSource(), cards)) {
      assertThat(shop.place(new Order("o1", "pen", 3, 750)))
          .isEqualTo(new OrderPlaced("o1", "payment"));
    }
    assertThat(free()).isEqualTo(7);
  }

  @Test
  void gives_the_stock_back_when_the_card_is_declined() throws Exception {
    cardFailure = new CardDeclinedException("no funds");
    try (Shop shop = new Shop(db.dataSource(), cards)) {
      assertThatThrownBy(() -> shop.place(new Order("o2", "pen", 3, 750)))
          .isInstanceOf(SagaNotCompletedException.class)
          .hasMessageContainingAll("place-order", "o2", "charge", "no funds", "is undone");
    }
    assertThat(free()).isEqualTo(10);
    assertThat(calls).hasSize(1);
  }

  @Test
  void refunds_a_charge_of_which_nobody_knows_by_its_own_key() throws Exception {
    cardFailure = new IOException("timed out");
    try (Shop shop = new Shop(db.dataSource(), cards)) {
      assertThatThrownBy(() -> shop.place(new Order("o3", "pen", 3, 750)))
          .isInstanceOf(SagaNotCompletedException.class);
    }
    assertThat(free()).isEqualTo(10);
    assertThat(calls).hasSize(4);
    assertThat(calls.get(3)).isEqualTo(calls.get(0).replace("charge ", "refund "));
  }

  @Test
  void an_order_that_could_not_be_refunded_is_ended_by_the_support() throws Exception {
    cardFailure = new IOException("timed out");
    refundFailure = new SecurityException("refunds are closed");
    try (Shop shop = new Shop(db.dataSource(), cards)) {
      Order order = new Order("o5", "pen", 3, 750);
      assertThatThrownBy(() -> shop.place(order)).hasMessageContaining("refunds are closed");
      assertThat(free()).isEqualTo(7);

      assertThat(shop.support().retryRefunds("ann", "they are open").done()).isEqualTo(1);
      await().until(() -> status("o5").equals("PARKED") && calls.size() == 5);
      shop.support().refunded("o5", "ben", "given back in cash");
      await().until(() -> status("o5").equals("COMPENSATED"));
    }
    assertThat(free()).isEqualTo(10);
  }

  private static Object status(String order) throws Exception {
    return db.rows("select status from saga_instance where saga_key = '" + order + "'")
        .get(0)
        .get("status");
  }

  @Test
  void relays_its_events_to_a_broker() throws Exception {
    try (InMemoryBroker broker = new InMemoryBroker();
        OutboxRelay relay = Shop.relay(db.dataSource(), broker);
        Shop shop = new Shop(db.dataSource(), cards)) {
      shop.place(new Order("o4", "pen", 1, 250));

      await()
          .untilAsserted(
              () ->
                  assertThat(broker.messages("orders"))
                      .filteredOn(message -> message.type().equals("OrderPlaced"))
                      .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
                      .anyMatch(json -> json.contains("\"orderId\":\"o4\"")));
      assertThat(relay).isNotNull();
    }
  }
}
