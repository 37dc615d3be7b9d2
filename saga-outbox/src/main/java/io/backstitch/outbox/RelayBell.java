package io.backstitch.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes relays when messages were committed: those of this JVM at once, and, if wanted, those of
 * other processes by a notification. Of many calls in a short time one notification comes, and it
 * never comes before the last of them.
 */
final class RelayBell {

  /** So that they never become a load: the first is sent at once, the next no sooner than this. */
  private static final Duration BETWEEN_NOTIFICATIONS = Duration.ofMillis(10);

  /** How long the thread that notifies waits for work before it ends. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final DataSource dataSource;
  private final String schema;
  private final boolean notify;
  private final Optional<OutboxPlace> place;
  private boolean rung;
  private boolean running;

  RelayBell(DataSource dataSource, String schema, boolean notify) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.notify = notify;
    this.place = OutboxPlace.of(dataSource, schema);
  }

  /** Never blocks. */
  void ring() {
    place.ifPresent(LocalRelays::wake);
    if (notify) {
      ringElsewhere();
    }
  }

  private synchronized void ringElsewhere() {
    rung = true;
    if (running) {
      notifyAll();
      return;
    }
    Thread thread = new Thread(this::run, "outbox-bell");
    thread.setDaemon(true);
    try {
      thread.start();
      running = true;
    } catch (Error e) { // No thread can be had; the next call tries again.
      log.debug("Relays of other processes are not told of messages", e);
    }
  }

  private void run() {
    boolean idle = false;
    try {
      while (awaitRing()) {
        sendNotification();
        pause();
      }
      idle = true;
    } catch (InterruptedException e) {
      log.debug("{} was interrupted; the next call starts another", Thread.currentThread());
    } finally {
      if (!idle) {
        stop();
      }
    }
  }

  /** Whether it was rung; else this thread has ended its work. */
  private synchronized boolean awaitRing() throws InterruptedException {
    long end = System.nanoTime() + IDLE.toNanos();
    while (!rung) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        running = false; // Before anyone can ring and believe that this thread hears it.
        return false;
      }
      wait(left);
    }
    rung = false;
    return true;
  }

  private synchronized void stop() {
    running = false;
  }

  private void sendNotification() {
    try {
      Notifications.send(dataSource, schema);
    } catch (SQLException
        | RuntimeException
        | Error e) { // Relays find the messages without it, later.
      log.debug("Relays of other processes were not told of messages", e);
    }
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(BETWEEN_NOTIFICATIONS.toMillis());
  }
}
