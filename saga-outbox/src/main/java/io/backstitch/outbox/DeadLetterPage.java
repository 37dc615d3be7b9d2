package io.backstitch.outbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some dead letters, those that died first before the others.
 *
 * @param letters the dead letters
 * @param next where the next page begins; null if this was the last
 */
public record DeadLetterPage(List<DeadLetter> letters, @Nullable Cursor next) {

  /** Checks nothing: it comes from the tables. */
  public DeadLetterPage {
    letters = List.copyOf(letters);
  }

  /**
   * A place in the list, behind one dead letter, which need not be there any more.
   *
   * @param diedAt when that one died
   * @param id its number
   */
  public record Cursor(Instant diedAt, long id) {}
}
