package io.backstitch.outbox;

import io.backstitch.outbox.DeadLetterPage.Cursor;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person can do with dead letters. Each that ends leaves a line with actor and reason, which
 * {@link DeadLetters#history} returns. From {@link DeadLetters#operations}; safe for use by many
 * threads, also of different processes: a dead letter ends once.
 *
 * <p>Every call waits for relays that are working on the same lanes, and blocks while the database
 * works. What waits behind the dead letters moves in the same transactions, some seconds for a
 * hundred thousand messages.
 *
 * <pre>{@code
 * outbox.deadLetters().operations("ann", "topic was created, ticket 4711")
 *     .resend(DeadLetterFilter.all().destination("orders"));
 * }</pre>
 */
public final class DeadLetterOperations {

  private static final int LONGEST_ACTOR = 200;
  private static final int LONGEST_REASON = 2_000;

  /** Few, because an unknown number of messages waits behind each. */
  private static final int BATCH = 100;

  private static final Logger log = LoggerFactory.getLogger(DeadLetterOperations.class);

  private final OwnTransaction transactions;
  private final String actor;
  private final String reason;

  DeadLetterOperations(
      OwnTransaction transactions, @Nullable String actor, @Nullable String reason) {
    this.transactions = transactions;
    this.actor = text("actor", actor, LONGEST_ACTOR);
    this.reason = text("reason", reason, LONGEST_REASON);
  }

  /**
   * Puts dead letters back into the outbox, with the id, key and place that they had, and with all
   * that waits behind them: they are sent first, then what waited, in order. What is refused again
   * dies again. One transaction.
   *
   * @param ids {@link DeadLetter#id()} of dead letters; others are passed over
   * @return how many were put back
   * @throws SQLException if the database does not answer; then either all of it was done or
   *     nothing, as the history says
   */
  public int resend(Collection<Long> ids) throws SQLException {
    return end(Verdict.RESEND, ids);
  }

  /**
   * {@link #resend(Collection)} for all that match and were dead when the call began, those that
   * died first before the others; what dies again meanwhile stays dead. A transaction for each
   * hundred.
   *
   * @param which dead letters
   * @return how many were put back
   * @throws SQLException if the database does not answer; what was put back before stays so, and
   *     the call may be repeated
   */
  public int resend(DeadLetterFilter which) throws SQLException {
    return endAll(Verdict.RESEND, which);
  }

  /**
   * Deletes dead letters for good and lets what waits behind them go on. One transaction.
   *
   * @param ids {@link DeadLetter#id()} of dead letters; others are passed over
   * @return how many were deleted
   * @throws SQLException if the database does not answer; then either all of it was done or
   *     nothing, as the history says
   */
  public int discard(Collection<Long> ids) throws SQLException {
    return end(Verdict.DISCARD, ids);
  }

  /**
   * {@link #discard(Collection)} for all that match and were dead when the call began. A
   * transaction for each hundred.
   *
   * @param which dead letters
   * @return how many were deleted
   * @throws SQLException if the database does not answer; what was deleted before stays so, and the
   *     call may be repeated
   */
  public int discard(DeadLetterFilter which) throws SQLException {
    return endAll(Verdict.DISCARD, which);
  }

  /** What becomes of dead letters, and the function in the database that does it. */
  private enum Verdict {
    RESEND("saga_outbox_resend", "put back into the outbox"),
    DISCARD("saga_outbox_discard", "discarded");

    private final String function;
    private final String participle;

    Verdict(String function, String participle) {
      this.function = function;
      this.participle = participle;
    }
  }

  private int end(Verdict verdict, Collection<Long> ids) throws SQLException {
    Long[] letters = ids.toArray(Long[]::new);
    int ended = transactions.of(db -> call(db, verdict, letters));
    log.info("{} dead letters were {} by {}: {}", ended, verdict.participle, actor, ids);
    return ended;
  }

  private int endAll(Verdict verdict, DeadLetterFilter which) throws SQLException {
    Instant begun = transactions.of(DeadLetterTable::now);
    int ended = 0;
    Batch batch = new Batch(null, 0, true);
    while (batch.more()) {
      Cursor after = batch.last();
      batch = transactions.of(db -> endBatch(db, verdict, which, begun, after));
      ended += batch.ended();
    }
    log.info("{} dead letters were {} by {}", ended, verdict.participle, actor);
    return ended;
  }

  private Batch endBatch(
      DSLContext db,
      Verdict verdict,
      DeadLetterFilter which,
      Instant begun,
      @Nullable Cursor after) {
    List<Cursor> places = DeadLetterTable.places(db, which, after, begun, BATCH);
    if (places.isEmpty()) {
      return new Batch(after, 0, false);
    }
    int ended = call(db, verdict, places.stream().map(Cursor::id).toArray(Long[]::new));
    return new Batch(places.get(places.size() - 1), ended, places.size() == BATCH);
  }

  private record Batch(@Nullable Cursor last, int ended, boolean more) {}

  private int call(DSLContext db, Verdict verdict, Long[] letters) {
    Field<Integer> function =
        DSL.function(
            DSL.name(transactions.schema(), verdict.function),
            SQLDataType.INTEGER,
            DSL.val(letters),
            DSL.val(actor),
            DSL.val(reason));
    return db.select(function).fetchSingle().value1();
  }

  private static String text(String what, @Nullable String text, int longest) {
    if (text == null
        || text.isBlank()
        || text.length() > longest
        || !StorableText.isStorable(text)) {
      throw new IllegalArgumentException(
          "DeadLetters.operations was given the %s %s, which must have 1 to %,d characters, not be blank, and be storable as UTF-8 without U+0000. Nothing was changed. Say who acts and why: the history keeps it."
              .formatted(
                  what,
                  text == null ? "null" : "'" + StorableText.storable(text, 100) + "'",
                  longest));
    }
    return text;
  }
}
