package io.backstitch.samples.order.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every event that was committed has arrived, none that was not, and those of one key in the order
 * in which they were committed. What was committed is known from a trigger, not from the outbox.
 */
final class EventAudit {

  private final String shop;
  private final DeliveredEvents delivered;

  EventAudit(String shop, DeliveredEvents delivered) {
    this.shop = shop;
    this.delivered = delivered;
  }

  void report(AuditReport report) {
    List<Delivery> committed = committed();
    long arrived = committed.stream().filter(event -> delivered.contains(event.id())).count();
    long unknown = delivered.distinct() - arrived;
    long outOfOrder = outOfOrder(committed);
    Figures figures = new Figures(shop);
    long left =
        figures.number("select count(*) from saga_outbox")
            + figures.number("select count(*) from saga_outbox_parked");
    long dead = figures.number("select count(*) from saga_outbox_dead");

    report.heading("Events, as a consumer that knows nothing of the shop got them from Kafka");
    report.fact("%,8d committed", committed.size());
    report.fact("%,8d delivered", delivered.distinct());
    report.fact(
        "%,8d delivered again, as a relay that is killed may make happen", delivered.duplicates());
    report.check(arrived == committed.size(), "%,d lost", committed.size() - arrived);
    report.check(unknown == 0, "%,d delivered that were never committed", unknown);
    report.check(outOfOrder == 0, "%,d out of order within their key", outOfOrder);
    report.check(left + dead == 0, "%,d left in the outbox, %,d dead letters", left, dead);
    report.check(
        types(committed, "OrderConfirmed")
            == figures.number("select count(*) from purchase where status = 'CONFIRMED'"),
        "%,d OrderConfirmed events, one for each confirmed order",
        types(committed, "OrderConfirmed"));
  }

  /** How many arrived before one that had been committed earlier, among those of one key. */
  private long outOfOrder(List<Delivery> committed) {
    Map<UUID, Integer> positions = new HashMap<>();
    committed.forEach(event -> positions.put(event.id(), positions.size()));
    long outOfOrder = 0;
    for (List<Delivery> line : delivered.lines().values()) {
      int highest = -1;
      for (Delivery event : line) {
        int position = positions.getOrDefault(event.id(), highest);
        if (position < highest) {
          outOfOrder++;
        }
        highest = Math.max(highest, position);
      }
    }
    return outOfOrder;
  }

  private static long types(List<Delivery> events, String type) {
    return events.stream().filter(event -> event.type().equals(type)).count();
  }

  private List<Delivery> committed() {
    try (Connection db = DriverManager.getConnection(shop);
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select message_id, destination, key, type from event_log order by position")) {
      List<Delivery> committed = new ArrayList<>();
      while (row.next()) {
        committed.add(
            new Delivery(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4)));
      }
      return committed;
    } catch (SQLException e) {
      throw new IllegalStateException("The audit cannot read the event log", e);
    }
  }
}
