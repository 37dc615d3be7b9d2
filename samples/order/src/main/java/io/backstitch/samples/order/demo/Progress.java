package io.backstitch.samples.order.demo;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far everything is at one moment.
 *
 * @param orders how many orders there are in all
 * @param sagas how many sagas have each status
 * @param committed events that were committed
 * @param delivered different events that the consumer has
 */
record Progress(int orders, Map<String, Long> sagas, long committed, long delivered) {

  private static final int BAR = 24;

  static Progress of(int orders, Figures shop, DeliveredEvents delivered) {
    return new Progress(
        orders,
        shop.byName("select status, count(*) from saga_instance group by 1"),
        shop.number("select count(*) from event_log"),
        delivered.distinct());
  }

  long ended() {
    return count("COMPLETED") + count("COMPENSATED");
  }

  boolean isHalfWay() {
    return 2 * ended() >= orders;
  }

  /** Every saga has ended or needs a person, and every event has arrived. */
  boolean isFinished() {
    return ended() + count("PARKED") == orders && committed == delivered;
  }

  /** A bar, the sagas by status, and the events. */
  String line() {
    int done = (int) (BAR * ended() / orders);
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of %,d orders ended (%s), %,d of %,d events relayed",
        "#".repeat(done),
        "-".repeat(BAR - done),
        ended(),
        orders,
        statuses(),
        delivered,
        committed);
  }

  private String statuses() {
    return sagas.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s %,d",
                    entry.getKey().toLowerCase(Locale.ROOT),
                    entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private long count(String status) {
    return sagas.getOrDefault(status, 0L);
  }
}
