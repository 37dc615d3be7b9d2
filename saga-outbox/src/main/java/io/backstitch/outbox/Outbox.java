package io.backstitch.outbox;

import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are written that must be sent if, and only if, the caller's transaction commits.
 *
 * <p>Appending costs one statement in the caller's transaction and talks to no broker; an {@link
 * OutboxRelay}, in this process or another, delivers what was committed. Safe for use by many
 * threads.
 */
public final class Outbox {

  private final OutboxStatement statement;
  private final DeadLetters deadLetters;
  private final RelayBell bell;

  private Outbox(OutboxStatement statement, DeadLetters deadLetters, RelayBell bell) {
    this.statement = statement;
    this.deadLetters = deadLetters;
    this.bell = bell;
  }

  /**
   * The outbox in the schema that is current on the data source's connections. Applies missing
   * migrations first.
   *
   * @param dataSource where the caller's transactions run too
   * @return the outbox
   * @throws MigrationException if the database cannot be reached or refuses a migration
   */
  public static Outbox on(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * An outbox with settings of its own.
   *
   * @param dataSource where the caller's transactions run too
   * @return a builder
   */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  /**
   * Appends one message in the caller's transaction. Nothing is committed here: the message is sent
   * once that transaction has committed, and never if it rolls back.
   *
   * @param connection in a transaction, that is with auto-commit off
   * @param message what to send
   * @throws SQLException if PostgreSQL refuses; the transaction can then only be rolled back
   * @throws IllegalStateException if auto-commit is on, so that there is no transaction to share
   */
  public void append(Connection connection, OutboxMessage message) throws SQLException {
    append(connection, List.of(message));
  }

  /**
   * Appends messages in the caller's transaction, with one statement whatever their number.
   *
   * @param connection in a transaction, that is with auto-commit off
   * @param messages what to send; those of one key are delivered in the order of the list
   * @throws SQLException if PostgreSQL refuses; the transaction can then only be rolled back
   * @throws IllegalStateException if auto-commit is on, so that there is no transaction to share
   */
  public void append(Connection connection, List<OutboxMessage> messages) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Messages for the outbox came with a connection in auto-commit mode: they would be"
              + " sent even if the work they tell of is rolled back. Nothing was appended. Call"
              + " setAutoCommit(false), or append with the connection of the transaction.");
    }
    if (!messages.isEmpty()) {
      statement.append(connection, messages);
    }
  }

  /**
   * Says that messages were committed, so that relays look for them at once instead of at the end
   * of a pause: those in this JVM, and those of other processes too if {@link
   * Builder#notifyRelays()} was called. To be called after the commit; before it, it has no effect.
   * Never blocks, and throws nothing. Nothing is lost where it is not called: relays look by
   * themselves, at least once a second unless told otherwise.
   */
  public void wakeRelays() {
    bell.ring();
  }

  /**
   * The statement behind {@link #append}, to be sent with others in one round trip.
   *
   * @return the statement for the tables of this outbox
   */
  public OutboxStatement statement() {
    return statement;
  }

  /**
   * What the broker refused, and what can be done about it.
   *
   * @return the dead letters of this outbox
   */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** Settings of an outbox. Serves for one {@link #build()}. */
  public static final class Builder {

    private final DataSource dataSource;
    private @Nullable String schema;
    private boolean migrations = true;
    private boolean notify;
    private boolean built;

    private Builder(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    /**
     * Names the schema of the tables, instead of the one that is current on a connection.
     *
     * @param schema created with the tables if it does not exist
     * @return this
     */
    public Builder schema(String schema) {
      this.schema = schema;
      return this;
    }

    /**
     * For those who run migrations themselves: {@link #build()} then only looks whether they were.
     *
     * @return this
     */
    public Builder withoutMigrations() {
      this.migrations = false;
      return this;
    }

    /**
     * Lets {@link #wakeRelays()} also tell relays of other processes that {@link
     * OutboxRelay.Builder#listen()}, by PostgreSQL's NOTIFY: in a transaction of its own on a
     * connection of the data source, in a thread of its own, at most every 10 ms.
     *
     * @return this
     */
    public Builder notifyRelays() {
      this.notify = true;
      return this;
    }

    /**
     * Makes sure that the tables are there.
     *
     * @return the outbox
     * @throws MigrationException if they are not as they must be, or the database does not answer
     * @throws IllegalStateException if this builder has built one before
     */
    public Outbox build() {
      if (built) {
        throw new IllegalStateException(
            "This Outbox.Builder has built its outbox already. No second one was made. Share the"
                + " first, or call Outbox.builder(...) again.");
      }
      built = true;
      SchemaTables tables =
          SchemaTables.ready(Migrations.in(dataSource, schema, "outbox"), migrations);
      return new Outbox(
          new OutboxStatement(tables),
          new DeadLetters(dataSource, tables),
          new RelayBell(dataSource, tables.schema(), notify));
    }
  }
}
