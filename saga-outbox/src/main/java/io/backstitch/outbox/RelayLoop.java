package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.SQLException;
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
  private final String name;
  private final Ending ending = new Ending();
  private final Outage broker;
  private final Outage database;

  private @Nullable Connection connection;
  private int idleTurns;

  RelayLoop(DataSource dataSource, SharedRoute shared, RelaySettings settings, String name) {
    this.dataSource = dataSource;
    this.turn = new RelayTurn(shared, settings, ending);
    this.settings = settings;
    this.name = name;
    this.broker = new Outage(name, shared.route().brokerName());
    this.database = new Outage(name, "the database");
  }

  @Override
  public void run() {
    try {
      Pause pause = Pause.NONE;
      while (!ending.comesWithin(pause)) {
        pause = surviveTurn();
      }
    } catch (InterruptedException e) {
      log.warn("{}: broken off; what was on its way is sent again later.", name);
    } finally {
      giveUpConnection();
    }
  }

  /** What its log lines and its thread are called. */
  String name() {
    return name;
  }

  /** No turn begins after this; the one that runs is finished. */
  void end() {
    ending.tell();
  }

  /** There may be messages: a pause that was made for want of them ends. */
  void wake() {
    ending.wake();
  }

  /** The last guard, for what fails outside the turn itself, such as a log that throws. */
  private Pause surviveTurn() throws InterruptedException {
    try {
      return takeTurn();
    } catch (RuntimeException | Error e) {
      giveUpConnection();
      sayThatItGoesOn(e);
      return Pause.backOff(settings.backOff().longest());
    }
  }

  private void sayThatItGoesOn(Throwable cause) {
    try {
      log.error(
          "{}: a turn came to nothing because of {}. Messages stay in the outbox, and the relay"
              + " tries again. Please report this.",
          name,
          cause.getClass().getName());
    } catch (RuntimeException | Error e) {
      return; // There is nowhere left to say it.
    }
  }

  /** Takes one turn and says how long to pause after it. */
  Pause takeTurn() throws InterruptedException {
    TurnResult result;
    try {
      result = turn.take(connection());
    } catch (Throwable e) { // Nothing but close() may end the relay.
      giveUpConnection();
      if (e instanceof InterruptedException interruption) {
        ending.heed(interruption);
      }
      database.goesOn(e);
      return Pause.backOff(settings.backOff().jitteredAfter(database.attempts()));
    }
    database.isOver();
    return result.pauseAfter(this);
  }

  Pause foundNothing() {
    idleTurns++;
    return Pause.rest(settings.poll().after(idleTurns));
  }

  Pause othersAreAtWork() {
    idleTurns = 0;
    return Pause.rest(settings.poll().shortest());
  }

  Pause relayed(int confirmed, boolean more) {
    if (confirmed > 0) {
      broker.isOver();
    }
    idleTurns = 0;
    return more ? Pause.NONE : Pause.rest(settings.poll().shortest());
  }

  Pause brokerIsAway(Throwable cause, boolean progress) {
    broker.goesOn(cause);
    if (progress) {
      broker.eases();
    }
    return Pause.backOff(settings.backOff().jitteredAfter(broker.attempts()));
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = dataSource.getConnection();
      connection = open;
      open.setAutoCommit(false);
      turn.isOnNewConnection();
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
        log.debug("{}: the connection was lost already", name, e);
      }
    }
  }
}
