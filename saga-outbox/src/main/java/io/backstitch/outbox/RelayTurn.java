package io.backstitch.outbox;

import io.backstitch.outbox.LowerBounds.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
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

  private static final int LOGGED_REASON_CHARS = 300;

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private final SharedRoute shared;
  private final RelaySettings settings;
  private final Ending ending;
  private final String begin;
  private final LaneShare share = new LaneShare();
  private final Undeleted delivered = new Undeleted();

  private int nextLane = ThreadLocalRandom.current().nextInt(Lane.COUNT);

  RelayTurn(SharedRoute shared, RelaySettings settings, Ending ending) {
    this.shared = shared;
    this.settings = settings;
    this.ending = ending;
    // A process that is frozen between two statements is idle for PostgreSQL; one that is frozen in
    // the middle of an answer is seen by TCP only. A lost commit only sends again. The planner is
    // kept to the index of the lanes: a plan that
    // was made, and cached, while the outbox was nearly empty would later read all of it.
    this.begin =
        """
        set transaction isolation level read committed;
        set local synchronous_commit = off;
        set local idle_in_transaction_session_timeout = %1$d;
        set local tcp_user_timeout = %1$d;
        set local enable_seqscan = off;
        set local enable_bitmapscan = off;
        set local enable_hashjoin = off;
        set local enable_mergejoin = off;
        set local jit = off
        """
            .formatted(settings.freeLanesAfter().toMillis());
  }

  /** What is known of the outbox may be wrong from now on: the connection is a new one. */
  void isOnNewConnection() {
    shared.horizon().forget();
  }

  /**
   * Takes a turn on a connection that has no transaction and auto-commit off. If it fails, whoever
   * called gives the connection up, and with it the transaction and the lanes.
   */
  TurnResult take(Connection connection) throws SQLException, InterruptedException {
    begin(connection);
    long decided = shared.horizon().decided(connection);
    LowerBounds.View bounds = shared.bounds().from(nextLane);
    int limit = share.lanes();
    LaneTable.Taken taken = shared.lanes().lockFree(connection, bounds, limit);
    share.saw(taken.othersSeen());
    shared.bounds().advance(bounds, progress(taken.empty(), decided));
    List<HeldLane> held = taken.lanes();
    if (held.isEmpty()) {
      connection.rollback();
      nextLane = ThreadLocalRandom.current().nextInt(Lane.COUNT);
      if (taken.othersSeen()) {
        return new TurnResult.OthersAtWork();
      }
      delivered.clear();
      return new TurnResult.NothingToDo();
    }
    nextLane = (held.get(held.size() - 1).lane() + 1) % Lane.COUNT;
    Batch batch = new BatchReader(shared.outbox(), connection, settings.batchSize()).read(held);
    delivered.forgetGone(batch);
    DSLContext transaction = shared.tables().on(connection);
    DeliveryReport report = deliver(unparked(transaction, batch));
    record(connection, transaction, report);
    connection.commit();
    delivered.remove(report.confirmed());
    shared.bounds().advance(bounds, progress(held, batch, report, decided));
    return result(
        report, batch.isCut(held.size()) || held.size() == limit || !report.left().isEmpty());
  }

  private void begin(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(begin);
    }
  }

  /** Moves aside what waits behind a dead letter, and keeps the rest. */
  private static List<StoredMessage> unparked(DSLContext transaction, Batch batch) {
    List<StoredMessage> messages = batch.messages();
    if (!batch.keysWait()) {
      return messages;
    }
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
        new Delivery(shared.route().broker(), settings, ending)
            .deliver(parts.getOrDefault(false, List.of()));
    List<StoredMessage> confirmed = new ArrayList<>(parts.getOrDefault(true, List.of()));
    confirmed.addAll(report.confirmed());
    delivered.add(report.confirmed());
    return new DeliveryReport(confirmed, report.rejected(), report.left(), report.outage());
  }

  private void record(Connection connection, DSLContext transaction, DeliveryReport report)
      throws SQLException {
    if (!report.confirmed().isEmpty()) {
      shared.outbox().delete(connection, report.confirmed());
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

  /** In lanes that were empty, nothing can come but what is not decided. */
  private static List<Progress> progress(List<HeldLane> empty, long decided) {
    return empty.stream().map(lane -> new Progress(lane, decided + 1)).toList();
  }

  /** How far the lanes are done: up to what was left, and never further than all is decided. */
  private static List<Progress> progress(
      List<HeldLane> held, Batch batch, DeliveryReport report, long decided) {
    Map<Short, Long> firstLeft = new HashMap<>();
    report.left().forEach(message -> firstLeft.merge(message.lane(), message.id(), Math::min));
    List<Progress> progress = new ArrayList<>();
    for (HeldLane lane : held) {
      Long upTo = batch.readUpTo().get(lane.lane());
      if (upTo != null) {
        long done = Math.min(firstLeft.getOrDefault(lane.lane(), Long.MAX_VALUE) - 1, upTo);
        progress.add(new Progress(lane, Math.min(done, decided) + 1));
      }
    }
    return progress;
  }

  private static TurnResult result(DeliveryReport report, boolean more) {
    Throwable outage = report.outage();
    int confirmed = report.confirmed().size();
    return outage == null
        ? new TurnResult.Relayed(confirmed, more)
        : new TurnResult.BrokerAway(outage, confirmed > 0 || !report.rejected().isEmpty());
  }
}
