package io.backstitch.outbox;

import java.util.HashSet;
import java.util.Set;

/**
 * Up to which id every message is either there for all to see, or gone, or will never come. Ids are
 * drawn before their transactions commit, and these commit in any order.
 *
 * <p>Whoever writes into the outbox holds a lock on the table until his transaction ends, and took
 * it before he drew an id. So if an id was drawn before a look at those locks, and none of those
 * who were seen holds one at a later look, then its fate is known. It stays where it is for as long
 * as one of them is open: to pass him would put a message of his behind a later one of its key.
 */
final class CommitHorizon {

  /**
   * What the locks of prepared transactions begin with whose session is gone. Some versions of
   * PostgreSQL call them so from the moment in which they are prepared.
   */
  private static final String PREPARED = "-1/";

  private long decided;
  private long upTo;
  private Set<String> awaited = new HashSet<>();
  private Set<String> lastSeen = Set.of();

  /** No message with this or a lower id can appear any more. */
  long decided() {
    return decided;
  }

  /**
   * Learns from a look.
   *
   * @param lastDrawn the last id that was drawn, looked up before the locks
   * @param writers who holds a lock, by the names of their transactions
   * @return false if ids were drawn anew that had been drawn before, so that nothing is known
   */
  boolean look(long lastDrawn, Set<String> writers) {
    if (lastDrawn < upTo) {
      forget();
      return false;
    }
    awaited.retainAll(writers);
    writers.stream()
        .filter(writer -> writer.startsWith(PREPARED) && !lastSeen.contains(writer))
        .forEach(awaited::add);
    lastSeen = writers;
    if (awaited.isEmpty()) {
      decided = upTo;
      upTo = lastDrawn;
      awaited = new HashSet<>(writers);
    }
    return true;
  }

  /** Begins anew. */
  void forget() {
    decided = 0;
    upTo = 0;
    awaited.clear();
    lastSeen = Set.of();
  }
}
