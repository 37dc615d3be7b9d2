package io.backstitch.outbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Up to which id every message is either there for all to see, or gone, or will never come. Ids are
 * drawn before their transactions commit, and these commit in any order.
 *
 * <p>Whoever writes into the outbox holds a lock on the table until his transaction ends, and took
 * it before he drew an id. So if an id was drawn before a look at those locks, and none of those
 * who were seen holds one at a later look, then its fate is known.
 *
 * <p>A writer who does not end for many looks is no longer waited for. When he ends after all, the
 * lanes must be read again from where he may have written.
 */
final class CommitHorizon {

  /** After so many looks without an end. */
  private static final int PATIENCE = 10;

  /**
   * What the locks of prepared transactions begin with whose session is gone. Some versions of
   * PostgreSQL call them so from the moment in which they are prepared.
   */
  private static final String PREPARED = "-1/";

  private long decided;
  private long upTo;
  private Set<String> awaited = new HashSet<>();
  private int looks;

  /** Who is not waited for, and the first id that he may have drawn. */
  private final Map<String, Long> latecomers = new HashMap<>();

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
   * @return from which id on to read again, if somebody ended who was not waited for
   */
  OptionalLong look(long lastDrawn, Set<String> writers) {
    OptionalLong again =
        latecomers.entrySet().stream()
            .filter(late -> !writers.contains(late.getKey()))
            .mapToLong(Map.Entry::getValue)
            .min();
    latecomers.keySet().retainAll(writers);
    awaited.retainAll(writers);
    for (String writer : writers) {
      if (writer.startsWith(PREPARED) && !lastSeen.contains(writer)) {
        isPrepared(writer, again);
      }
    }
    lastSeen = writers;
    if (!awaited.isEmpty() && ++looks >= PATIENCE) {
      awaited.forEach(writer -> latecomers.put(writer, decided + 1));
      awaited.clear();
    }
    if (awaited.isEmpty()) {
      decided = upTo;
      upTo = lastDrawn;
      awaited = new HashSet<>(writers);
      awaited.removeAll(latecomers.keySet());
      looks = 0;
    }
    return again;
  }

  /** It may be any of those who have just vanished, under another name. */
  private void isPrepared(String writer, OptionalLong vanishedLatecomer) {
    if (vanishedLatecomer.isPresent()) {
      latecomers.put(writer, vanishedLatecomer.getAsLong());
    } else {
      awaited.add(writer);
    }
  }

  /** Begins anew, with a database that may have lost what was drawn last. */
  void forget() {
    decided = 0;
    upTo = 0;
    awaited.clear();
    latecomers.clear();
    lastSeen = Set.of();
    looks = 0;
  }
}
