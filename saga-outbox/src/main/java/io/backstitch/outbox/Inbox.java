package io.backstitch.outbox;

import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What makes a consumer handle each message once, although brokers deliver some twice: the
 * message's id is noted in the handler's own transaction. Both are committed, or neither is and the
 * broker delivers again. Acknowledge to the broker after the commit.
 *
 * <p>A second delivery of a message that another transaction is handling waits for the end of that
 * one: it was handled before if that commits, and is new if it rolls back. Under REPEATABLE READ
 * and SERIALIZABLE, PostgreSQL cannot say so to a transaction that began before the other's commit:
 * it fails with SQLSTATE 40001, and is to be rolled back and repeated. Effects outside of the
 * database are not covered. Safe for use by many threads and processes.
 *
 * <p>Ids are forgotten by {@link #sweep} only. Keep them longer than the broker can deliver again:
 * the retention of the topic or stream, or the longest time that a message can wait in a queue; and
 * longer than the longest outage of the relay, which may send again what it sent before.
 */
public final class Inbox {

  /** The longest name of a consumer, in bytes of UTF-8. */
  public static final int MAX_CONSUMER_BYTES = 100;

  /** The longest id of a message, in bytes of UTF-8. */
  public static final int MAX_ID_BYTES = 255;

  private static final int LARGEST_SWEEP = 100_000;

  private final DataSource dataSource;
  private final InboxTable table;

  private Inbox(DataSource dataSource, InboxTable table) {
    this.dataSource = dataSource;
    this.table = table;
  }

  /**
   * What is done with a message.
   *
   * @param <X> what it may throw besides an {@link SQLException}
   */
  @FunctionalInterface
  public interface Handler<X extends Exception> {

    /**
     * Handles the message in the transaction of the connection. Ends neither.
     *
     * @param connection in a transaction, which is committed afterwards
     * @throws X as it likes; the transaction is then rolled back, and the message counts as new
     * @throws SQLException likewise
     */
    void handle(Connection connection) throws X, SQLException;
  }

  /**
   * The inbox in the schema that is current on the data source's connections. Applies missing
   * migrations first, those of the outbox.
   *
   * @param dataSource where the handlers' transactions run too
   * @return the inbox
   * @throws MigrationException if the database cannot be reached or refuses a migration
   */
  public static Inbox on(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /**
   * An inbox with settings of its own.
   *
   * @param dataSource where the handlers' transactions run too
   * @return a builder
   */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  /**
   * Notes in the caller's transaction that a message is handled. Nothing is committed here. Look
   * out: where a statement failed and the exception was swallowed, PostgreSQL's driver answers
   * {@code commit()} with a silent rollback, and an acknowledgement would lose the message; {@link
   * #handle} notices. Two transactions that accept several messages each, one by one and in
   * different orders, can deadlock as with any rows; the list does not.
   *
   * @param connection in a transaction, that is with auto-commit off
   * @param consumer whose handling it is, 1 to {@value #MAX_CONSUMER_BYTES} bytes; different
   *     consumers handle the same message independently
   * @param messageId the message, 1 to {@value #MAX_ID_BYTES} bytes: {@link
   *     CloudEventAttributes#ID}, the same in each delivery
   * @return true if it is to be handled in this transaction, false if it was handled before
   * @throws SQLException if PostgreSQL refuses, with SQLSTATE 40001 as said above; the transaction
   *     can then only be rolled back
   * @throws IllegalStateException if auto-commit is on, so that there is no transaction to share
   * @throws IllegalArgumentException if a text is too long, empty or not storable
   */
  public boolean accept(Connection connection, String consumer, String messageId)
      throws SQLException {
    return !accept(connection, consumer, Collections.singletonList(messageId)).isEmpty();
  }

  /**
   * Notes in the caller's transaction that messages are handled, with one statement whatever their
   * number. Waits for others that are handling one of them.
   *
   * @param connection in a transaction, that is with auto-commit off
   * @param consumer whose handling it is, as above
   * @param messageIds the messages, as above; the same one may come twice
   * @return those that are to be handled in this transaction, in the order of the list
   * @throws SQLException as above
   * @throws IllegalStateException as above
   * @throws IllegalArgumentException as above
   */
  public Set<String> accept(Connection connection, String consumer, List<String> messageIds)
      throws SQLException {
    InboxRules.check(consumer, messageIds);
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Messages for '%s' came to the inbox with a connection in auto-commit mode: they would count as handled even if the handler fails. Nothing was noted. Call setAutoCommit(false), or accept with the connection of the handler's transaction."
              .formatted(consumer));
    }
    return messageIds.isEmpty() ? Set.of() : table.insert(connection, consumer, messageIds);
  }

  /**
   * Handles a message in a transaction of its own, unless it was handled before: accept, handler,
   * commit. Takes one connection of the data source and gives it back as it was; its level of
   * isolation is not touched. Handler and commit run in the calling thread.
   *
   * @param <X> what the handler may throw
   * @param consumer whose handling it is, as in {@link #accept(Connection, String, String)}
   * @param messageId the message, likewise
   * @param handler called once or not at all
   * @return true if it was handled and committed, false if it was handled before
   * @throws X what the handler threw; all is rolled back then
   * @throws SQLException if PostgreSQL refuses; do not acknowledge, so that the message is
   *     delivered again. If it is the commit that failed, the message may have been handled, and
   *     the next delivery finds out
   * @throws IllegalStateException if the handler has ended the transaction itself
   * @throws IllegalArgumentException if a text is too long, empty or not storable
   */
  public <X extends Exception> boolean handle(String consumer, String messageId, Handler<X> handler)
      throws X, SQLException {
    InboxRules.check(consumer, Collections.singletonList(messageId));
    try (Connection connection = dataSource.getConnection();
        HandlerTransaction transaction = HandlerTransaction.begin(connection)) {
      boolean isNew = accept(connection, consumer, messageId);
      if (isNew) {
        handler.handle(connection);
        requireSameTransaction(connection, consumer, messageId);
        transaction.commit();
      }
      return isNew;
    }
  }

  /**
   * Fails in a transaction in which a statement failed, too: the driver's commit would roll it back
   * without a word.
   */
  private void requireSameTransaction(Connection connection, String consumer, String messageId)
      throws SQLException {
    if (!table.wasInsertedHere(connection, consumer, messageId)) {
      throw new IllegalStateException(
          "The handler of '%s' for message '%s' has ended the transaction that it was given. What it wrote before is committed or rolled back, as it chose, and what it wrote after is rolled back; the message counts as handled if it was committed. Leave commit and rollback to Inbox.handle, or use Inbox.accept in a transaction of your own."
              .formatted(consumer, messageId));
    }
  }

  /**
   * Forgets the oldest messages of all consumers, in a transaction of its own. Call it from time to
   * time, until it returns less than the limit; several processes at once do no harm, and no
   * handler waits for it.
   *
   * @param keep messages that were handled within this time stay, by the database's clock; more
   *     than zero
   * @param limit how many to forget at most, 1 to 100,000
   * @return how many were forgotten
   * @throws SQLException if the database does not answer
   * @throws IllegalArgumentException if one of the values cannot be
   */
  public int sweep(Duration keep, int limit) throws SQLException {
    if (keep.isNegative() || keep.isZero() || limit < 1 || limit > LARGEST_SWEEP) {
      throw new IllegalArgumentException(
          "Inbox.sweep was given keep %s and limit %,d, which must be more than zero and 1 to %,d. Nothing was forgotten. Keep messages longer than the broker can deliver them again, and sweep more often instead."
              .formatted(keep, limit, LARGEST_SWEEP));
    }
    try (Connection connection = dataSource.getConnection();
        HandlerTransaction transaction = HandlerTransaction.begin(connection)) {
      int swept = table.sweep(connection, keep, limit);
      transaction.commit();
      return swept;
    }
  }

  /** Settings of an inbox. Serves for one {@link #build()}. */
  public static final class Builder {

    private final DataSource dataSource;
    private @Nullable String schema;
    private boolean migrations = true;
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
     * Makes sure that the tables are there.
     *
     * @return the inbox
     * @throws MigrationException if they are not as they must be, or the database does not answer
     * @throws IllegalStateException if this builder has built one before
     */
    public Inbox build() {
      if (built) {
        throw new IllegalStateException(
            "This Inbox.Builder has built its inbox already. No second one was made. Share the"
                + " first, or call Inbox.builder(...) again.");
      }
      built = true;
      SchemaTables tables =
          SchemaTables.ready(Migrations.in(dataSource, schema, "outbox"), migrations);
      return new Inbox(dataSource, new InboxTable(tables));
    }
  }
}
