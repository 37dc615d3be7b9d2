package io.backstitch.broker.tck;

import io.backstitch.outbox.DeadLetter;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A real outbox in a schema of its own, which is dropped at the end. */
final class ContractOutbox implements AutoCloseable {

  private final DataSource dataSource;
  private final String schema = "contract_" + UUID.randomUUID().toString().substring(0, 8);
  private final Outbox outbox;
  private final List<OutboxRelay> relays = new ArrayList<>();

  ContractOutbox(DataSource dataSource) {
    this.dataSource = dataSource;
    this.outbox = Outbox.builder(dataSource).schema(schema).build();
  }

  /** Appends them in one transaction, and returns how many. */
  int append(List<OutboxMessage> messages) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      outbox.append(connection, messages);
      connection.commit();
      connection.setAutoCommit(true);
      return messages.size();
    }
  }

  /** Starts a relay, which ends with this outbox. */
  void relayTo(MessageBroker broker) {
    OutboxRelay relay =
        OutboxRelay.builder(dataSource, broker)
            .schema(schema)
            .name("contract-" + relays.size())
            .batchSize(100)
            .confirmWithin(Duration.ofSeconds(2))
            .backOff(Duration.ofMillis(50), Duration.ofMillis(500))
            .build();
    relays.add(relay);
    relay.start();
  }

  long waiting() throws SQLException {
    return ask("select count(*) from " + schema + ".saga_outbox", row -> row.getLong(1));
  }

  /** By the clock that stamps what is appended. */
  Instant now() throws SQLException {
    return ask("select now()", row -> row.getObject(1, OffsetDateTime.class).toInstant());
  }

  List<DeadLetter> deadLetters() throws SQLException {
    return outbox.deadLetters().list(100);
  }

  @Override
  public void close() throws SQLException {
    relays.forEach(OutboxRelay::close);
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema " + schema + " cascade");
    }
  }

  private interface Column<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> T ask(String query, Column<T> column) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return column.of(row);
    }
  }
}
