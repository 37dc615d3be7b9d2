package io.backstitch.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * From which id on each lane has messages. What was deleted stays in the tables, for PostgreSQL to
 * step over, as long as any transaction in the database might still see it; so a relay begins to
 * read where it last found something. Shared by the threads of one route.
 *
 * <p>It is no more than a hint that saves reading: a bound only passes an id when no message with a
 * lower one can appear any more, and every lane is read from its front once a minute all the same.
 */
final class LowerBounds {

  static final Duration SWEEP = Duration.ofMinutes(1);

  private static final long NOTHING_SEEN = -1;

  /**
   * What was known when a turn began.
   *
   * @param lanes all of them, in the order in which they are to be tried
   */
  record View(long generation, List<HeldLane> lanes) {

    long lowOf(short lane) {
      int place = Math.floorMod(lane - lanes.get(0).lane(), Lane.COUNT);
      return lanes.get(place).low();
    }
  }

  /**
   * How far a turn came in a lane.
   *
   * @param next no message with a lower id is there or can come
   */
  record Progress(HeldLane lane, long next) {}

  private final LongSupplier nanoTime;
  private final long[] lows = new long[Lane.COUNT];
  private final long[] rewounds = new long[Lane.COUNT];
  private long generation;
  private int nextToSweep;
  private long lastSweep;

  LowerBounds(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastSweep = nanoTime.getAsLong();
    Arrays.fill(rewounds, NOTHING_SEEN);
  }

  /** All lanes in the order in which they are to be tried, beginning with one of them. */
  synchronized View from(int start) {
    sweepWhatIsDue();
    List<HeldLane> lanes = new ArrayList<>(Lane.COUNT);
    for (int i = 0; i < Lane.COUNT; i++) {
      int lane = (start + i) % Lane.COUNT;
      lanes.add(new HeldLane((short) lane, lows[lane], rewounds[lane]));
    }
    return new View(generation, lanes);
  }

  /** Forgets everything: the next turns read all lanes from their front. */
  synchronized void forget() {
    generation++;
    Arrays.fill(lows, 0);
  }

  /**
   * Learns how often messages were put back into lanes.
   *
   * @param seen read before the turns that are to rely on it
   */
  synchronized void rewound(Map<Short, Long> seen) {
    seen.forEach(
        (lane, times) -> {
          if (rewounds[lane] != times) {
            rewounds[lane] = times;
            lows[lane] = 0;
            generation++;
          }
        });
  }

  /**
   * A turn is over and committed.
   *
   * @param view what the turn began with
   * @param progress how far it came in each lane that it read
   */
  synchronized void advance(View view, List<Progress> progress) {
    if (view.generation() != generation) {
      return; // They were rewound while it ran, because of messages that it had not seen.
    }
    for (Progress of : progress) {
      int lane = of.lane().lane();
      boolean isSwept = lows[lane] != view.lowOf(of.lane().lane());
      if (!isSwept) {
        lows[lane] = of.next();
        rewounds[lane] = of.lane().rewound();
      }
    }
  }

  private void sweepWhatIsDue() {
    long perLane = SWEEP.toNanos() / Lane.COUNT;
    long due = Math.min(Lane.COUNT, (nanoTime.getAsLong() - lastSweep) / perLane);
    lastSweep += due * perLane;
    for (long i = 0; i < due; i++) {
      lows[nextToSweep] = 0;
      nextToSweep = (nextToSweep + 1) % Lane.COUNT;
    }
    if (due == Lane.COUNT) {
      lastSweep = nanoTime.getAsLong();
    }
  }
}
