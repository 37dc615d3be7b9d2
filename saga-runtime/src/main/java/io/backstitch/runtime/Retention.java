package io.backstitch.runtime;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the table from time to time, piece by piece, so that sagas that ended long ago are
 * removed. A pass ends where the sagas are too young; engines that would work at the same time
 * leave it to one of them.
 */
final class Retention {

  /** Where finished sagas are. */
  @FunctionalInterface
  interface Table {

    /**
     * Removes those of the next sagas that ended long enough ago and that nobody has locked.
     *
     * @param last the last saga of the piece before
     * @return the piece, or empty if another engine removes sagas in this moment
     */
    Optional<Piece> removeAfter(UUID last) throws SQLException;
  }

  /**
   * What a piece was like.
   *
   * @param last the last saga of it
   * @param removed how many sagas were removed
   * @param hasOld whether any saga of it had begun so long ago that it could have been removed
   * @param isLast whether the table ends with it
   */
  record Piece(UUID last, int removed, boolean hasOld, boolean isLast) {}

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final UUID BEGINNING = new UUID(0, 0);
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

  /** After each piece it waits for so many times as long as that took. */
  private static final int PAUSES = 3;

  /**
   * Ids are made with the clocks of the applications. If one of those is wrong, young sagas lie
   * before old ones; so now and then a pass does not end where they are too young.
   */
  static final int WHOLE_TABLE_EVERY = 50;

  private final Table table;
  private final TableWatch.Alarm alarm;
  private final EngineSettings settings;
  private final Duration keep;
  private UUID place = BEGINNING;
  private int pass = 1;
  private boolean toldTrouble;

  /**
   * Does nothing before it is started.
   *
   * @param keep how long ago a saga must have ended to be removed
   */
  Retention(Table table, TableWatch.Alarm alarm, EngineSettings settings, Duration keep) {
    this.table = table;
    this.alarm = alarm;
    this.settings = settings;
    this.keep = keep;
  }

  /** Works by itself until the engine is closed. */
  void start() {
    continueIn(rest());
  }

  private void continueIn(Duration pause) {
    try {
      var unused = alarm.after(pause, this::lookAndContinue);
    } catch (RejectedExecutionException e) {
      log.debug("The engine is closed, and removes nothing more.");
    }
  }

  private void lookAndContinue() {
    Duration pause = rest();
    try {
      pause = look();
      toldTrouble = false;
    } catch (SQLException | RuntimeException e) {
      tellTrouble(e);
    } finally {
      continueIn(pause);
    }
  }

  private void tellTrouble(Exception e) {
    if (!toldTrouble) {
      toldTrouble = true;
      log.warn(
          "Engine {} could not remove finished sagas: {}. They stay for now, and nothing else is affected. It tries again every {} s.",
          settings.name(),
          e.getMessage(),
          rest().toSeconds(),
          e);
    }
  }

  /**
   * One piece.
   *
   * @return how long to wait before the next one
   */
  Duration look() throws SQLException {
    long begin = System.nanoTime();
    Optional<Piece> found = table.removeAfter(place);
    if (found.isEmpty()) {
      return rest();
    }
    Piece piece = found.get();
    place = piece.last();
    if (piece.removed() > 0) {
      log.debug("Engine {} removed {} sagas.", settings.name(), piece.removed());
    }
    if (piece.isLast() || !(piece.hasOld() || pass % WHOLE_TABLE_EVERY == 0)) {
      place = BEGINNING;
      pass++;
      return rest();
    }
    Duration pause = Duration.ofNanos((System.nanoTime() - begin) * PAUSES);
    return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
  }

  /** How long it waits before it begins anew. */
  Duration rest() {
    Duration rest = keep.dividedBy(60);
    if (rest.compareTo(SHORTEST_REST) < 0) {
      return SHORTEST_REST;
    }
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }
}
