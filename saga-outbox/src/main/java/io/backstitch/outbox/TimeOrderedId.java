package io.backstitch.outbox;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562): unique everywhere, and new ones are greater than older ones,
 * which keeps indexes dense. They say roughly when something was made; nothing may rely on it.
 */
public final class TimeOrderedId {

  /**
   * Bits that count within one millisecond: 4,096 ids, after which the next millisecond is used.
   */
  private static final int COUNTER_BITS = 12;

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  /** Keeps apart two JVMs whose thread-local generators happen to start alike. */
  private static final long SALT = new SecureRandom().nextLong();

  private static final AtomicLong LAST = new AtomicLong();

  private TimeOrderedId() {}

  /**
   * Makes an id. Any thread may call it; each id is greater than all that this JVM made before,
   * also when the clock goes back.
   *
   * @return the id
   */
  public static UUID next() {
    long now = System.currentTimeMillis() << COUNTER_BITS;
    long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long millis = tick >>> COUNTER_BITS;
    long counter = tick & ((1L << COUNTER_BITS) - 1);
    long random = ThreadLocalRandom.current().nextLong() ^ SALT;
    return new UUID(millis << 16 | VERSION_7 | counter, VARIANT | random >>> 2);
  }
}
