package io.backstitch.samples.order.demo;

import java.util.Map;
import java.util.TreeMap;

/** What the remote services really did, by their own records. */
final class RemoteAudit {

  private final Figures shop;
  private final Figures cards;
  private final Figures carrier;

  RemoteAudit(Databases databases) {
    this.shop = new Figures(databases.shop());
    this.cards = new Figures(databases.cards());
    this.carrier = new Figures(databases.carrier());
  }

  void report(AuditReport report) {
    report.heading("Effects at the card processor, by idempotency key");
    effects(report, cards);
    once(report, cards, "charge");
    report.heading("Effects at the carrier, by idempotency key");
    effects(report, carrier);
    once(report, carrier, "parcel");
    Map<String, Long> parcels =
        carrier.byName(
            "select order_id, sum(amount) from effect group by 1 having sum(amount) <> 0");
    Map<String, Long> confirmed =
        shop.byName("select id, 1 from purchase where status = 'CONFIRMED'");
    report.check(
        parcels.equals(confirmed),
        "%,d parcels on their way = %,d confirmed orders, order by order",
        parcels.size(),
        confirmed.size());
  }

  private static void effects(AuditReport report, Figures service) {
    Map<String, Long> kinds =
        new TreeMap<>(service.byName("select kind, count(*) from effect group by 1"));
    report.fact(
        "%,d calls with %,d keys; took effect: %s",
        service.number("select coalesce(sum(calls), 0) from request"),
        service.number("select count(*) from request"),
        kinds);
    long twice =
        service.number(
            "select count(*) from (select from effect group by key having count(*) > 1) k");
    report.check(twice == 0, "%,d keys took effect twice", twice);
  }

  private static void once(AuditReport report, Figures service, String kind) {
    long twice =
        service.number(
            "select count(*) from (select from effect where kind = '"
                + kind
                + "' group by order_id having count(*) > 1) o");
    report.check(twice == 0, "%,d orders with more than one %s under different keys", twice, kind);
  }
}
