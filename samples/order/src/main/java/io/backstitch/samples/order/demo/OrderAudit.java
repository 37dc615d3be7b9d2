package io.backstitch.samples.order.demo;

import java.util.Map;

/** Every order has ended, and as its fate demands. */
final class OrderAudit {

  private static final String REASONS =
      "select step || ': ' || message, count(*) from saga_journal"
          + " where kind in ('STEP_FAILED', 'STEP_IN_DOUBT') group by 1";

  private static final String PARKED =
      "select parked_reason, count(*) from saga_instance where status = 'PARKED' group by 1";

  private final Figures shop;
  private final Season season;

  OrderAudit(Figures shop, Season season) {
    this.shop = shop;
    this.season = season;
  }

  void report(AuditReport report) {
    Map<String, Long> status = shop.byName("select status, count(*) from saga_instance group by 1");
    long completed = status.getOrDefault("COMPLETED", 0L);
    long compensated = status.getOrDefault("COMPENSATED", 0L);

    report.heading("Orders");
    report.fact("%,6d completed", completed);
    report.fact("%,6d compensated, because of", compensated);
    shop.byName(REASONS).forEach((reason, count) -> report.fact("       %,6d  %s", count, reason));
    shop.byName(PARKED).forEach((reason, count) -> report.fact("%,6d parked: %s", count, reason));
    report.fact(
        "%,6d sagas were taken over from a shop that died",
        shop.number("select count(distinct saga_id) from saga_journal where kind = 'TAKEN_OVER'"));
    report.check(
        completed + compensated == season.orders() && shop.number("select count(*) from cart") == 0,
        "%,d orders, %,d ended: completed or compensated, none open or parked",
        season.orders(),
        completed + compensated);
    report.check(
        othersThanExpected() == 0,
        "%,d ended otherwise than the seed has it",
        othersThanExpected());
    report.check(
        differences() == 0,
        "%,d where the customer sees something else than the saga says",
        differences());
  }

  private long othersThanExpected() {
    Map<String, Long> completed =
        shop.byName(
            "select saga_key, (status = 'COMPLETED')::int from saga_instance"
                + " where status in ('COMPLETED', 'COMPENSATED')");
    return season.carts().stream()
        .filter(
            cart -> completed.getOrDefault(cart.orderId(), -1L) != (season.completes(cart) ? 1 : 0))
        .count();
  }

  private long differences() {
    return shop.number(
        "select count(*) from saga_instance s full join purchase p on p.id = s.saga_key"
            + " where (s.status, p.status) not in"
            + " (('COMPLETED', 'CONFIRMED'), ('COMPENSATED', 'CANCELLED'))"
            + " or s.status is null or p.status is null");
  }
}
