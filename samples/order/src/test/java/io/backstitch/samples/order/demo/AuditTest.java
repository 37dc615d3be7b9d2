package io.backstitch.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An audit is worth what it would find. */
class AuditTest {

  private static final Season SEASON = new Season(7, 60);
  private static ShopUnderTest shop;

  @BeforeAll
  static void sell() throws SQLException {
    shop = new ShopUnderTest(SEASON);
    shop.placeAllOrders();
    shop.close();
  }

  @Test
  void holds_for_a_shop_that_did_everything_right() {
    assertThat(SEASON.carts())
        .anyMatch(SEASON::completes)
        .anyMatch(cart -> !SEASON.completes(cart));

    assertThat(new Audit(shop.databases(), SEASON).ofTheShop().failures()).isEmpty();
  }

  private static List<Arguments> wrongs() {
    return List.of(
        shop("delete from saga_instance where saga_key = '%s'", "none open or parked"),
        shop(
            "insert into cart select 'late', customer, sku, 1 from purchase limit 1",
            "none open or parked"),
        shop(
            "update saga_instance set status = 'COMPENSATED' where saga_key = '%s'",
            "otherwise than the seed has it"),
        shop(
            "update purchase set status = 'CANCELLED' where id = '%s'",
            "something else than the saga says"),
        shop("update stock set free = free - 1 where sku = 'sku-01'", "after, article by article"),
        shop(
            "update stock set free = free - 1, reserved = 1 where sku = 'sku-01'",
            "1 still reserved"),
        shop(
            "update stock set free = free - 1, sold = sold + 1 where sku = 'sku-01'",
            "in confirmed orders, article by article"),
        shop(
            "update ledger_entry set cents = 1 where order_id = '%s' and account = 'clearing'",
            "each order's entries"),
        shop(
            "update ledger_entry set cents = 1 where order_id = '%s' and account = 'revenue'",
            "revenue = "),
        shop(
            "delete from ledger_entry"
                + " where order_id = '%s' and account like 'customer %%' and cents > 0",
            "owed to customers"),
        shop("delete from ledger_entry where order_id = '%s'", "the processor's own books"),
        cards(
            "insert into effect (key, kind, order_id, amount)"
                + " select key, kind, order_id, amount from effect limit 1",
            "1 keys took effect twice"),
        cards(
            "insert into effect (key, kind, order_id, amount) values ('new', 'charge', '%s', 0)",
            "1 orders with more than one charge"),
        cards(
            "insert into effect (key, kind, order_id, amount) values ('new', 'refund', '%s', -1)",
            "the processor's own books"),
        Arguments.of(
            "delete from effect where order_id = '%s'",
            "parcels on their way", (Function<Databases, String>) Databases::carrier));
  }

  private static Arguments shop(String tampering, String finding) {
    return Arguments.of(tampering, finding, (Function<Databases, String>) Databases::shop);
  }

  private static Arguments cards(String tampering, String finding) {
    return Arguments.of(tampering, finding, (Function<Databases, String>) Databases::cards);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void finds_what_is_wrong(String tampering, String finding, Function<Databases, String> where)
      throws SQLException {
    String completed =
        SEASON.carts().stream().filter(SEASON::completes).findFirst().orElseThrow().orderId();
    Databases copy = shop.copy();

    ShopUnderTest.execute(where.apply(copy), tampering.formatted(completed));

    AuditReport report = new Audit(copy, SEASON).ofTheShop();
    assertThat(report.failures()).anyMatch(failure -> failure.contains(finding));
    assertThat(report.lines()).last().asString().startsWith("THE AUDIT DOES NOT HOLD");
  }

  @Test
  void finds_events_that_are_lost_or_out_of_order_or_from_nowhere() throws SQLException {
    Databases copy = shop.copy();
    ShopUnderTest.execute(copy.shop(), "truncate event_log");
    Delivery first = event("first");
    Delivery second = event("second");
    for (Delivery event : List.of(first, second, event("lost"))) {
      ShopUnderTest.execute(
          copy.shop(),
          "insert into event_log (message_id, destination, key, type)"
              + " values ('%s', 'orders', 'key', '%s')".formatted(event.id(), event.type()));
    }
    DeliveredEvents delivered = new DeliveredEvents();
    List.of(second, first, second, event("from nowhere")).forEach(delivered::add);
    AuditReport report = new AuditReport();

    new EventAudit(copy.shop(), delivered).report(report);

    assertThat(report.failures())
        .contains(
            "1 lost", "1 delivered that were never committed", "1 out of order within their key");
    assertThat(report.lines()).anyMatch(line -> line.contains("1 delivered again"));
  }

  private static Delivery event(String type) {
    return new Delivery(UUID.randomUUID(), "orders", "key", type);
  }
}
