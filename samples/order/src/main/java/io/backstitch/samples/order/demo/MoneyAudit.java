package io.backstitch.samples.order.demo;

import static io.backstitch.samples.order.demo.AuditReport.money;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Our ledger is in balance with itself, with the orders, and with the card processor's own books.
 */
final class MoneyAudit {

  private final Figures shop;
  private final Figures cards;

  MoneyAudit(Figures shop, Figures cards) {
    this.shop = shop;
    this.cards = cards;
  }

  void report(AuditReport report) {
    long revenue = -shop.number(balance("account = 'revenue'"));
    long clearing = shop.number(balance("account = 'clearing'"));
    long confirmed =
        shop.number("select coalesce(sum(cents), 0) from purchase where status = 'CONFIRMED'");

    report.heading("Money (before: every account 0.00)");
    report.check(
        shop.number(unbalanced()) == 0, "0.00 is the sum of each order's entries in the ledger");
    report.check(
        revenue == confirmed,
        "%s revenue = %s in confirmed orders",
        money(revenue),
        money(confirmed));
    report.check(
        shop.number("select count(*) from (" + owed() + ") o") == 0,
        "%s owed to customers whose order is neither confirmed nor cancelled",
        money(-shop.number(balance("account like 'customer %'"))));
    long held = cards.number("select coalesce(sum(amount), 0) from effect");
    report.check(
        clearing == held && differences().isEmpty(),
        "%s on our clearing account = %s in the processor's own books, order by order",
        money(clearing),
        money(held));
    cards
        .byName("select kind, sum(amount) from effect group by 1")
        .forEach((kind, cents) -> report.fact("%16s  %s", money(cents), kind));
  }

  /** The orders for which the processor holds something else than our ledger says. */
  private Set<String> differences() {
    Map<String, Long> ours =
        shop.byName(
            "select order_id, sum(cents) from ledger_entry where account = 'clearing' group by 1");
    Map<String, Long> theirs =
        new HashMap<>(cards.byName("select order_id, sum(amount) from effect group by 1"));
    Set<String> orders = new HashSet<>(ours.keySet());
    orders.addAll(theirs.keySet());
    orders.removeIf(
        order -> Objects.equals(ours.getOrDefault(order, 0L), theirs.getOrDefault(order, 0L)));
    return orders;
  }

  private static String balance(String accounts) {
    return "select coalesce(sum(cents), 0) from ledger_entry where " + accounts;
  }

  private static String unbalanced() {
    return "select count(*) from"
        + " (select from ledger_entry group by order_id having sum(cents) <> 0) o";
  }

  private static String owed() {
    return "select from ledger_entry where account like 'customer %' group by order_id"
        + " having sum(cents) <> 0";
  }
}
