package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutboxDead.SAGA_OUTBOX_DEAD;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that the broker refused, and what a person can do about them. From {@link
 * Outbox#deadLetters()}. Every call is a transaction of its own; resending and discarding wait for
 * relays that are working on the same lanes. Safe for use by many threads.
 */
public final class DeadLetters {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final DataSource dataSource;
  private final SchemaTables tables;

  DeadLetters(DataSource dataSource, SchemaTables tables) {
    this.dataSource = dataSource;
    this.tables = tables;
  }

  /**
   * Lists those that died first.
   *
   * @param limit how many at most
   * @return dead letters, oldest first
   * @throws SQLException if the database does not answer
   */
  public List<DeadLetter> list(int limit) throws SQLException {
    return inTransaction(
        transaction ->
            transaction
                .selectFrom(SAGA_OUTBOX_DEAD)
                .orderBy(SAGA_OUTBOX_DEAD.DIED_AT, SAGA_OUTBOX_DEAD.ID)
                .limit(limit)
                .fetch(DeadLetters::deadLetter));
  }

  /**
   * Puts dead letters back into the outbox, in the place that they had, with all that waits behind
   * them: they are sent first, then what waited, in order. What is refused again dies again.
   *
   * @param ids of dead letters; others are passed over
   * @return how many were put back
   * @throws SQLException if the database does not answer; then nothing was done
   */
  public int resend(Collection<Long> ids) throws SQLException {
    int resent = released(ids, SideTables::revive);
    log.info("{} dead letters were put back into the outbox: {}", resent, ids);
    return resent;
  }

  /**
   * Deletes dead letters for good and lets what waits behind them go on.
   *
   * @param ids of dead letters; others are passed over
   * @return how many were deleted
   * @throws SQLException if the database does not answer; then nothing was done
   */
  public int discard(Collection<Long> ids) throws SQLException {
    int discarded = released(ids, DeadLetters::delete);
    log.info("{} dead letters were discarded: {}", discarded, ids);
    return discarded;
  }

  /** Lets what waits behind dead letters go, and then does something to these themselves. */
  private int released(Collection<Long> ids, ToIntBiFunction<DSLContext, Long[]> work)
      throws SQLException {
    Long[] deadLetters = ids.toArray(Long[]::new);
    return inTransaction(
        transaction -> {
          // The lanes first: a relay may be parking messages behind these dead letters right now,
          // and only a statement that begins after it has committed sees them.
          LaneTable.lockAll(transaction, lanesOf(transaction, deadLetters));
          SideTables.release(transaction, deadLetters);
          return work.applyAsInt(transaction, deadLetters);
        });
  }

  private <T> T inTransaction(Function<DSLContext, T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      DSLContext transaction = tables.on(connection);
      transaction.execute("set transaction isolation level read committed");
      T done = work.apply(transaction);
      connection.commit();
      return done;
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      throw cause == null ? new SQLException(e) : cause;
    }
  }

  private static int delete(DSLContext transaction, Long[] deadLetters) {
    return transaction
        .deleteFrom(SAGA_OUTBOX_DEAD)
        .where(SAGA_OUTBOX_DEAD.ID.eq(DSL.any(deadLetters)))
        .execute();
  }

  private static List<Short> lanesOf(DSLContext transaction, Long[] deadLetters) {
    return transaction
        .selectDistinct(SAGA_OUTBOX_DEAD.LANE)
        .from(SAGA_OUTBOX_DEAD)
        .where(SAGA_OUTBOX_DEAD.ID.eq(DSL.any(deadLetters)))
        .fetch(SAGA_OUTBOX_DEAD.LANE);
  }

  private static DeadLetter deadLetter(Record row) {
    OutboxMessage message =
        new OutboxMessage(
            row.get(SAGA_OUTBOX_DEAD.MESSAGE_ID),
            new OutboxMessage.Address(
                row.get(SAGA_OUTBOX_DEAD.DESTINATION),
                row.get(SAGA_OUTBOX_DEAD.KEY),
                row.get(SAGA_OUTBOX_DEAD.TYPE)),
            MessageHeaders.fromArray(row.get(SAGA_OUTBOX_DEAD.HEADERS)),
            row.get(SAGA_OUTBOX_DEAD.PAYLOAD),
            row.get(SAGA_OUTBOX_DEAD.CREATED_AT).toInstant());
    return new DeadLetter(
        row.get(SAGA_OUTBOX_DEAD.ID),
        message,
        row.get(SAGA_OUTBOX_DEAD.REASON),
        row.get(SAGA_OUTBOX_DEAD.DIED_AT).toInstant(),
        row.get(SAGA_OUTBOX_DEAD.HOLDS_KEY));
  }
}
