package io.backstitch.outbox;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the broker refused, and what a person can do about them. From {@link
 * Outbox#deadLetters()}. Every call is a transaction of its own, or several where it says so.
 * Reading waits for nobody. Safe for use by many threads.
 *
 * <p>The same can be done in SQL, with {@code saga_outbox_resend} and {@code saga_outbox_discard}:
 * these are the functions that the methods here call.
 */
public final class DeadLetters {

  private static final int LARGEST_PAGE = 10_000;
  private static final int LARGEST_SWEEP = 100_000;

  private final OwnTransaction transactions;
  private final DeadLetterOperations unnamed;

  DeadLetters(DataSource dataSource, SchemaTables tables) {
    transactions = new OwnTransaction(dataSource, tables);
    unnamed = operations("unnamed", "no reason given");
  }

  /**
   * Lists those that died first.
   *
   * @param limit how many at most
   * @return dead letters, oldest first
   * @throws SQLException if the database does not answer
   */
  public List<DeadLetter> list(int limit) throws SQLException {
    return transactions.of(db -> DeadLetterTable.page(db, DeadLetterFilter.all(), null, limit));
  }

  /**
   * Lists dead letters page by page, those that died first before the others. One that is there
   * from the first page to the last is seen once.
   *
   * @param which dead letters
   * @param after {@link DeadLetterPage#next()} of the page before, or null for the first page
   * @param limit how many at most, 1 to 10,000; each comes with its payload
   * @return the page
   * @throws SQLException if the database does not answer
   * @throws IllegalArgumentException if the limit cannot be
   */
  public DeadLetterPage list(
      DeadLetterFilter which, DeadLetterPage.@Nullable Cursor after, int limit)
      throws SQLException {
    requireLimit("list", limit, LARGEST_PAGE);
    List<DeadLetter> letters = transactions.of(db -> DeadLetterTable.page(db, which, after, limit));
    if (letters.size() < limit) {
      return new DeadLetterPage(letters, null);
    }
    DeadLetter last = letters.get(limit - 1);
    return new DeadLetterPage(letters, new DeadLetterPage.Cursor(last.diedAt(), last.id()));
  }

  /**
   * Counts dead letters; reads all of them.
   *
   * @param which dead letters
   * @return how many there are
   * @throws SQLException if the database does not answer
   */
  public long count(DeadLetterFilter which) throws SQLException {
    return transactions.of(db -> DeadLetterTable.count(db, which));
  }

  /**
   * Looks a message up among the dead letters.
   *
   * @param messageId {@link OutboxMessage#id()}
   * @return one for each destination that refused it; empty if it is not dead
   * @throws SQLException if the database does not answer
   */
  public List<DeadLetter> find(UUID messageId) throws SQLException {
    return transactions.of(db -> DeadLetterTable.find(db, messageId));
  }

  /**
   * What has become of a message each time that it was refused.
   *
   * @param messageId {@link OutboxMessage#id()}
   * @return the first time first; the last has no end while the message is dead
   * @throws SQLException if the database does not answer
   */
  public List<MessageDeath> history(UUID messageId) throws SQLException {
    return transactions.of(db -> DeadLetterTable.deaths(db, messageId));
  }

  /**
   * Deletes old lines of the history. Does not touch dead letters: they wait for a person for ever.
   * Call it from time to time, until it returns less than the limit; several processes at once do
   * no harm.
   *
   * @param keep lines whose end is not older than this stay; zero or more
   * @param limit how many to delete at most, 1 to 100,000
   * @return how many were deleted
   * @throws SQLException if the database does not answer
   * @throws IllegalArgumentException if one of the values cannot be
   */
  public int sweepHistory(Duration keep, int limit) throws SQLException {
    requireLimit("sweepHistory", limit, LARGEST_SWEEP);
    if (keep.isNegative()) {
      throw new IllegalArgumentException(
          "DeadLetters.sweepHistory was given keep %s, which must not be negative. Nothing was deleted. Give how long lines are to be kept."
              .formatted(keep));
    }
    return transactions.of(db -> DeadLetterTable.sweep(db, keep, limit));
  }

  /**
   * What can be done with dead letters, in somebody's name.
   *
   * @param actor who acts, 1 to 200 characters
   * @param reason why, 1 to 2,000 characters
   * @return the operations
   * @throws IllegalArgumentException if one of the texts cannot be
   */
  public DeadLetterOperations operations(String actor, String reason) {
    return new DeadLetterOperations(transactions, actor, reason);
  }

  /**
   * {@link DeadLetterOperations#resend(Collection)} in nobody's name.
   *
   * @param ids of dead letters; others are passed over
   * @return how many were put back
   * @throws SQLException if the database does not answer; then either all of it was done or
   *     nothing, as the history says
   */
  public int resend(Collection<Long> ids) throws SQLException {
    return unnamed.resend(ids);
  }

  /**
   * {@link DeadLetterOperations#discard(Collection)} in nobody's name.
   *
   * @param ids of dead letters; others are passed over
   * @return how many were deleted
   * @throws SQLException if the database does not answer; then either all of it was done or
   *     nothing, as the history says
   */
  public int discard(Collection<Long> ids) throws SQLException {
    return unnamed.discard(ids);
  }

  private static void requireLimit(String call, int limit, int largest) {
    if (limit < 1 || limit > largest) {
      throw new IllegalArgumentException(
          "DeadLetters.%s was given the limit %,d, which must be 1 to %,d. Nothing was done. Call it more often instead."
              .formatted(call, limit, largest));
    }
  }
}
