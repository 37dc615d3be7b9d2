package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of messages from other processes, on a connection of its own. While it cannot listen, the
 * relay finds them by looking.
 */
final class RelayListener implements Runnable {

  private static final Duration LOOK_UP = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private final DataSource dataSource;
  private final String schema;
  private final RelaySettings settings;
  private final Runnable wake;
  private final Ending ending = new Ending();
  private final Outage outage;

  RelayListener(DataSource dataSource, String schema, RelaySettings settings, Runnable wake) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.settings = settings;
    this.wake = wake;
    this.outage = new Outage(settings.name(), "the connection for notifications");
  }

  @Override
  public void run() {
    Pause pause = Pause.NONE;
    while (!ending.comesWithin(pause)) {
      try {
        listen();
      } catch (SQLException | RuntimeException | Error e) { // Nothing but close() may end it.
        if (!ending.isTold()) {
          outage.goesOn(e);
        }
      }
      pause = Pause.backOff(settings.backOff().jitteredAfter(Math.max(1, outage.attempts())));
    }
  }

  void end() {
    ending.tell();
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Notifications.listen(connection);
      outage.isOver();
      wake.run(); // For what was missed until now.
      while (!ending.isTold()) {
        if (Notifications.news(connection, schema, LOOK_UP)) {
          wake.run();
        }
      }
      Notifications.listenNoMore(connection);
      log.debug("{}: listens no more", settings.name());
    }
  }
}
