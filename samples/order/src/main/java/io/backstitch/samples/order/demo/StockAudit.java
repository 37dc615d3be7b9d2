package io.backstitch.samples.order.demo;

import java.util.HashMap;
import java.util.Map;

/** Nothing has vanished from the warehouse, and what was sold is what customers ordered. */
final class StockAudit {

  private final Figures shop;
  private final Season season;

  StockAudit(Figures shop, Season season) {
    this.shop = shop;
    this.season = season;
  }

  void report(AuditReport report) {
    Map<String, Long> before = new HashMap<>();
    season.items().forEach(item -> before.put(item.sku(), (long) item.free()));
    Map<String, Long> after = shop.byName("select sku, free + reserved + sold from stock");
    Map<String, Long> sold = shop.byName("select sku, sold from stock where sold > 0");
    Map<String, Long> ordered =
        shop.byName(
            "select sku, sum(quantity) from purchase where status = 'CONFIRMED' group by 1");
    long free = shop.number("select sum(free) from stock");
    long reserved = shop.number("select sum(reserved) from stock");

    report.heading("Stock (" + before.size() + " articles)");
    report.check(
        after.equals(before),
        "%,d pieces before = %,d free + %,d reserved + %,d sold after, article by article",
        sum(before),
        free,
        reserved,
        sum(sold));
    report.check(reserved == 0, "%,d still reserved", reserved);
    report.check(
        sold.equals(ordered),
        "%,d sold = %,d in confirmed orders, article by article",
        sum(sold),
        sum(ordered));
  }

  private static long sum(Map<String, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }
}
