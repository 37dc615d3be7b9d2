package io.backstitch.outbox;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn: a transaction that takes some lanes, sends their first messages, and deletes or moves
 * what came of it. Used by one thread, turn after turn.
 */
final class RelayTurn {

  /** Few enough to leave lanes to other relays, enough to fill a batch from sparse ones. */
  private static final int LANES_PER_TURN = 32;

  private static final int LOGGED_REASON_CHARS = 300;

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private final SchemaTables tables;
  private final LaneTable lanes;
  private final OutboxTable outbox;
  private final MessageBroker broker;
  private final RelaySettings settings;
  private final Ending ending;

  private int nextLane = ThreadLocalRandom.current().nextInt(Lane.COUNT);

  private final Undeleted delivered = new Undeleted();

  RelayTurn(SchemaTables tables, MessageBroker broker, RelaySettings settings, Ending ending) {
    this.tables = tables;
    this.lanes = new LaneTable(tables);
    this.outbox = new OutboxTable(tables);
    this.broker = broker;
    this.settings = settings;
    this.ending = ending;
  }

  /**
   * Takes a turn on a connection that has no transaction and auto-commit off. If it fails, whoever
   * called gives the connection up, and with it the transaction and the lanes.
   */
  TurnResult take(Connection connection) throws SQLException, InterruptedException {
    begin(connection);
    List<Short> held = lanes.lockFree(connection, nextLane, LANES_PER_TURN);
    if (held.isEmpty()) {
      connection.rollback();
      delivered.clear();
      return new TurnResult.NothingToDo();
    }
    Batch batch = outbox.read(connection, held, settings.batchSize());
    nextLane = laneAfter(batch, held);
    delivered.forgetGone(batch, held);
    DSLContext transaction = tables.on(connection);
    DeliveryReport report = deliver(unparked(transaction, batch.messages()));
    record(connection, transaction, report);
    connection.commit();
    delivered.remove(report.confirmed());
    return result(report, batch.more() || held.size() == LANES_PER_TURN);
  }

  private void begin(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      // A lost commit only sends again. The planner is kept to the index of the lanes: a plan that
      // was made, and cached, while the outbox was nearly empty would later read all of it.
      sql.execute(
          """
          set transaction isolation level read committed;
          set local synchronous_commit = off;
          set local idle_in_transaction_session_timeout = %d;
          set local enable_seqscan = off;
          set local enable_bitmapscan = off;
          set local enable_hashjoin = off;
          set local enable_mergejoin = off;
          set local jit = off
          """
              .formatted(settings.freeLanesAfter().toMillis()));
    }
  }

  /** So that a lane with a long backlog does not keep the others waiting. */
  private static int laneAfter(Batch batch, List<Short> held) {
    List<StoredMessage> messages = batch.messages();
    boolean cut = batch.more() && !messages.isEmpty();
    short last = cut ? messages.get(messages.size() - 1).lane() : held.get(held.size() - 1);
    return (last + 1) % Lane.COUNT;
  }

  /** Moves aside what waits behind a dead letter, and keeps the rest. */
  private static List<StoredMessage> unparked(
      DSLContext transaction, List<StoredMessage> messages) {
    Set<OrderKey> keys = messages.stream().map(StoredMessage::orderKey).collect(Collectors.toSet());
    Set<OrderKey> waiting = SideTables.waiting(transaction, keys);
    if (waiting.isEmpty()) {
      return messages;
    }
    Map<Boolean, List<StoredMessage>> parts =
        messages.stream()
            .collect(Collectors.partitioningBy(message -> waiting.contains(message.orderKey())));
    parts.getOrDefault(true, List.of()).stream()
        .collect(
            Collectors.groupingBy(
                StoredMessage::lane, Collectors.mapping(StoredMessage::id, Collectors.toList())))
        .forEach((lane, ids) -> SideTables.park(transaction, lane, ids));
    return parts.getOrDefault(false, List.of());
  }

  private DeliveryReport deliver(List<StoredMessage> messages) throws InterruptedException {
    Map<Boolean, List<StoredMessage>> parts =
        messages.stream().collect(Collectors.partitioningBy(delivered::contains));
    DeliveryReport report =
        new Delivery(broker, settings, ending).deliver(parts.getOrDefault(false, List.of()));
    List<StoredMessage> confirmed = new ArrayList<>(parts.getOrDefault(true, List.of()));
    confirmed.addAll(report.confirmed());
    delivered.add(report.confirmed());
    return new DeliveryReport(confirmed, report.rejected(), report.outage());
  }

  private void record(Connection connection, DSLContext transaction, DeliveryReport report)
      throws SQLException {
    if (!report.confirmed().isEmpty()) {
      outbox.delete(connection, report.confirmed());
    }
    List<RejectedMessage> rejected = report.rejected();
    rejected.forEach(message -> SideTables.bury(transaction, message));
    if (!rejected.isEmpty()) {
      RejectedMessage first = rejected.get(0);
      log.warn(
          "{}: the broker refuses {} of the messages, which are now in saga_outbox_dead. The first is"
              + " {}: '{}'. {} Mend the cause, then resend or discard them with"
              + " Outbox.deadLetters().",
          settings.name(),
          rejected.size(),
          first.message().message(),
          StorableText.storable(first.reason(), LOGGED_REASON_CHARS),
          first.holdsKey() ? "Later messages of its key wait." : "Later messages pass it.");
    }
  }

  private static TurnResult result(DeliveryReport report, boolean more) {
    Throwable outage = report.outage();
    int confirmed = report.confirmed().size();
    return outage == null
        ? new TurnResult.Relayed(confirmed, more)
        : new TurnResult.BrokerAway(outage, confirmed > 0 || !report.rejected().isEmpty());
  }
}
