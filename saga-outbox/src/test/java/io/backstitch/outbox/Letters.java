package io.backstitch.outbox;

import io.backstitch.servers.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Writes letters, given as "key text", to an outbox that is empty at first. */
final class Letters {

  private final Database db;
  final Outbox outbox;

  Letters(Database db) throws SQLException {
    this.db = db;
    this.outbox = Outbox.on(db.dataSource());
    db.execute("truncate saga_outbox, saga_outbox_dead, saga_outbox_parked");
  }

  void append(String... letters) throws SQLException {
    append(Arrays.stream(letters).map(Letters::letter).toList());
  }

  void append(List<OutboxMessage> messages) throws SQLException {
    try (Connection connection = transaction()) {
      outbox.append(connection, messages);
      connection.commit();
    }
  }

  Connection transaction() throws SQLException {
    Connection connection = db.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  OutboxRelay.Builder relay(MessageBroker broker) {
    return OutboxRelay.builder(db.dataSource(), broker);
  }

  long inOutbox() throws SQLException {
    return db.number("select count(*) from saga_outbox");
  }

  long dead() throws SQLException {
    return db.number("select count(*) from saga_outbox_dead");
  }

  long parked() throws SQLException {
    return db.number("select count(*) from saga_outbox_parked");
  }

  /** The same letter for many keys, which are in lanes of all sorts. */
  static List<OutboxMessage> many(String key, int count, String text) {
    return IntStream.range(0, count).mapToObj(i -> letter(key + i + " " + text)).toList();
  }

  /** Another key of the same lane. */
  static String neighbourOf(String key) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "neighbour" + i)
        .filter(other -> Lane.of(other) == Lane.of(key))
        .findFirst()
        .orElseThrow();
  }

  static OutboxMessage letter(String keyAndText) {
    return letterTo("letters", keyAndText);
  }

  static OutboxMessage letterTo(String destination, String keyAndText) {
    String[] parts = keyAndText.split(" ", 2);
    return OutboxMessage.to(destination)
        .key(parts[0])
        .type("letter")
        .payload(parts[1].getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
