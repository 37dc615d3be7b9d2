package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turn after turn on one connection, which it keeps, until it is told to end. A turn that failed
 * gives its connection up, and the next one opens another.
 */
final class RelayLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private final DataSource dataSource;
  private final RelayTurn turn;
  private final RelaySettings settings;
  private final Ending ending;
  private final Outage broker;
  private final Outage database;

  private @Nullable Connection connection;
  private int idleTurns;

  RelayLoop(DataSource dataSource, RelayTurn turn, RelaySettings settings, Ending ending) {
    this.dataSource = dataSource;
    this.turn = turn;
    this.settings = settings;
    this.ending = ending;
    this.broker = new Outage(settings.name(), "the broker");
    this.database = new Outage(settings.name(), "the database");
  }

  @Override
  public void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!ending.comesWithin(pause)) {
        pause = surviveTurn();
      }
    } catch (InterruptedException e) {
      log.warn("{}: broken off; what was on its way is sent again later.", settings.name());
    } finally {
      giveUpConnection();
    }
  }

  /** No turn begins after this; the one that runs is finished. */
  void end() {
    ending.tell();
  }

  /** The last guard, for what fails outside the turn itself, such as a log that throws. */
  private Duration surviveTurn() throws InterruptedException {
    try {
      return takeTurn();
    } catch (RuntimeException | Error e) {
      giveUpConnection();
      sayThatItGoesOn(e);
      return settings.backOff().longest();
    }
  }

  private void sayThatItGoesOn(Throwable cause) {
    try {
      log.error(
          "{}: a turn came to nothing because of {}. Messages stay in the outbox, and the relay"
              + " tries again. Please report this.",
          settings.name(),
          cause.getClass().getName());
    } catch (RuntimeException | Error e) {
      return; // There is nowhere left to say it.
    }
  }

  /** Takes one turn and says how long to pause after it. */
  Duration takeTurn() throws InterruptedException {
    TurnResult result;
    try {
      result = turn.take(connection());
    } catch (Throwable e) { // Nothing but close() may end the relay.
      giveUpConnection();
      if (e instanceof InterruptedException interruption) {
        ending.heed(interruption);
      }
      database.goesOn(e);
      return settings.backOff().jitteredAfter(database.attempts());
    }
    database.isOver();
    return result.pauseAfter(this);
  }

  Duration foundNothing() {
    idleTurns++;
    return settings.poll().after(idleTurns);
  }

  Duration relayed(int confirmed, boolean more) {
    if (confirmed > 0) {
      broker.isOver();
    }
    idleTurns = 0;
    return more ? Duration.ZERO : settings.poll().shortest();
  }

  Duration brokerIsAway(Throwable cause, boolean progress) {
    broker.goesOn(cause);
    if (progress) {
      broker.eases();
    }
    return settings.backOff().jitteredAfter(broker.attempts());
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      connection = open;
      open.setAutoCommit(false);
    }
    return open;
  }

  void giveUpConnection() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try (open) {
        open.rollback();
      } catch (SQLException | RuntimeException | Error e) { // Lost or not, it is not needed.
        log.debug("{}: the connection was lost already", settings.name(), e);
      }
    }
  }
}
