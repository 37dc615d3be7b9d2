package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.Blow.Kind;
import io.backstitch.servers.RequestMoment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All that is decided before the storm begins, by the seed alone: what strikes whom and when, and
 * which sagas are started when.
 */
final class StormPlan {

  static final int ENGINES = 3;
  static final Duration LEASE = Duration.ofMillis(1_500);

  private static final int MOST_MILLIS_BETWEEN_BLOWS = 1_800;
  private static final int MOST_MILLIS_BETWEEN_ORDERS = 70;

  /** Each as often as it stands here: engines that are started again cost much time of the CPU. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.KILL,
          Kind.KILL_AT_WRITE,
          Kind.KILL_AT_WRITE,
          Kind.FREEZE,
          Kind.FREEZE_AT_WRITE,
          Kind.FREEZE_AT_WRITE,
          Kind.FREEZE_AT_WRITE,
          Kind.TERMINATE,
          Kind.KILL_DATABASE,
          Kind.CUT_AT_WRITE,
          Kind.CUT_AT_WRITE,
          Kind.CUT_AT_WRITE,
          Kind.CUT_AT_WRITE,
          Kind.CUT_AT_WRITE,
          Kind.CUT_ALL);

  /** An order, and when somebody comes with it, in milliseconds since the storm began. */
  record Visit(long at, Order order) {}

  private final List<Blow> blows = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private final int survivor;

  StormPlan(long seed, Duration length) {
    Random random = new Random(seed);
    survivor = random.nextInt(ENGINES);
    long at = 0;
    while (at < length.toMillis()) {
      blows.add(blow(new Random(random.nextLong()), at));
      at += random.nextInt(MOST_MILLIS_BETWEEN_BLOWS);
    }
    at = 0;
    while (at < length.toMillis()) {
      visits.add(new Visit(at, order(new Random(random.nextLong()), visits.size())));
      at += random.nextInt(MOST_MILLIS_BETWEEN_ORDERS);
    }
  }

  private static Blow blow(Random random, long at) {
    Kind kind = one(random, KINDS);
    int victim = random.nextInt(ENGINES);
    Blow.Spot spot =
        new Blow.Spot(
            one(random, List.of(Blow.Write.values())),
            one(random, List.of(RequestMoment.values())),
            1 + random.nextInt(8));
    return new Blow(at, kind, victim, spot, millis(random, kind));
  }

  private static long millis(Random random, Kind kind) {
    return switch (kind) {
      case FREEZE, FREEZE_AT_WRITE -> LEASE.toMillis() + 200 + random.nextInt(2_500);
      case TERMINATE -> 1_000 + random.nextInt(2_000);
      default -> random.nextInt(1_500);
    };
  }

  private static Order order(Random random, int number) {
    Shape shape = one(random, Shapes.ALL);
    return new Order(
        "order-%05d".formatted(number),
        shape.name(),
        one(random, shape.allScripts()),
        one(random, List.of(Order.Way.values())),
        random.nextInt(4) > 0);
  }

  private static <T> T one(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  List<Blow> blows() {
    return blows;
  }

  List<Visit> visits() {
    return visits;
  }

  /** The engine that is left when the storm is over. */
  int survivor() {
    return survivor;
  }
}
