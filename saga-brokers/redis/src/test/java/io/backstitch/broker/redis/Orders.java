package io.backstitch.broker.redis;

import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** An outbox with messages about orders. */
final class Orders {

  private final Database db;
  final Outbox outbox;

  Orders(Database db) throws SQLException {
    this.db = db;
    this.outbox = Outbox.on(db.dataSource());
    db.execute("truncate saga_outbox, saga_outbox_dead, saga_outbox_parked");
  }

  void append(OutboxMessage... messages) throws SQLException {
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      outbox.append(connection, List.of(messages));
      connection.commit();
    }
  }

  /** Appends messages whose payloads count from 0 for each key. */
  void appendCounting(String stream, int keys, int from, int to) throws SQLException {
    append(
        IntStream.range(from, to)
            .boxed()
            .flatMap(
                i ->
                    IntStream.range(0, keys)
                        .mapToObj(key -> message(stream, "k" + key, bytes("" + i))))
            .toArray(OutboxMessage[]::new));
  }

  long inOutbox() throws SQLException {
    return db.number("select count(*) from saga_outbox");
  }

  long dead() throws SQLException {
    return db.number("select count(*) from saga_outbox_dead");
  }

  static List<String> counted(int to) {
    return IntStream.range(0, to).mapToObj(Integer::toString).toList();
  }

  static OutboxMessage message(String stream, String key, byte[] payload) {
    return OutboxMessage.to(stream).key(key).type("order").payload(payload).build();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
