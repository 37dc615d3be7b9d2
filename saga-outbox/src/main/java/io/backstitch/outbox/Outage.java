package io.backstitch.outbox;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that a relay needs and that may be away. Says so once, and once when it is back. */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  private final String relay;
  private final String what;
  private int attempts;
  private long since;

  Outage(String relay, String what) {
    this.relay = relay;
    this.what = what;
  }

  /** How many attempts in a row have failed. */
  int attempts() {
    return attempts;
  }

  void goesOn(Throwable cause) {
    if (attempts++ == 0) {
      since = System.nanoTime();
      log.warn(
          "{}: {} is away: {}. Messages stay in the outbox, nothing counts against them, and the"
              + " relay tries again. Check {}.",
          relay,
          what,
          reason(cause),
          what);
      sayMore(cause);
    }
  }

  // A failure is somebody else's code: asked for its text, it may throw, and that must not end the
  // relay.

  private void sayMore(Throwable cause) {
    try {
      log.debug("{}: what {} said", relay, what, cause);
    } catch (RuntimeException | Error e) {
      log.debug("{}: what {} said cannot be written", relay, what);
    }
  }

  /** What jOOQ throws repeats the whole statement before it says why. */
  private static String reason(Throwable cause) {
    try {
      Throwable sql = cause.getCause();
      return (sql instanceof SQLException ? sql : cause).toString();
    } catch (RuntimeException | Error e) {
      return cause.getClass().getName() + ", which cannot say why";
    }
  }

  /** Some of it works: it is not over, but the next attempt need not wait long. */
  void eases() {
    attempts = Math.min(attempts, 1);
  }

  void isOver() {
    if (attempts > 0) {
      attempts = 0;
      Duration length = Duration.ofNanos(System.nanoTime() - since);
      log.info("{}: {} is back after {} s.", relay, what, length.toSeconds());
    }
  }
}
