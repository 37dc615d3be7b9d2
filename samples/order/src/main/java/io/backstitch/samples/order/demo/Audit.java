package io.backstitch.samples.order.demo;

/** Looks at everything once all sagas have ended and nothing runs any more. */
final class Audit {

  private final Databases databases;
  private final Season season;

  Audit(Databases databases, Season season) {
    this.databases = databases;
    this.season = season;
  }

  /** Orders, stock, money and what the remote services did. */
  AuditReport ofTheShop() {
    AuditReport report = new AuditReport();
    new OrderAudit(new Figures(databases.shop()), season).report(report);
    new StockAudit(new Figures(databases.shop()), season).report(report);
    new MoneyAudit(new Figures(databases.shop()), new Figures(databases.cards())).report(report);
    new RemoteAudit(databases).report(report);
    return report;
  }

  /** The same, and what an independent consumer got from Kafka. */
  AuditReport of(DeliveredEvents delivered) {
    AuditReport report = ofTheShop();
    new EventAudit(databases.shop(), delivered).report(report);
    return report;
  }
}
