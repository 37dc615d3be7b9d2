package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.benchmarks.relay.RelayRun.Sent;
import io.backstitch.outbox.MessageBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Events of 300 bytes into a real broker: the relay, the loop, and the bare client.
 *
 * @param name on the command line
 * @param title the broker's, and how it is driven
 * @param events in each run
 * @param opening starts the broker
 * @param aims of the relay, however many threads it has
 */
record Throughput(String name, String title, int events, Opening opening, List<Aim> aims)
    implements Subject<RelayBench> {

  private static final Unit UNIT = Unit.EVENTS_PER_SECOND;

  /** Of the relay. */
  private static final List<Integer> THREADS = List.of(1, 2, 4);

  /** So long it takes until the JVM has compiled what a relay does in a short run. */
  private static final int WARM_UP = 3;

  /** Starts a broker. */
  @FunctionalInterface
  interface Opening {
    Target start() throws Exception;
  }

  /** Sends so many events. */
  @FunctionalInterface
  private interface Sending {
    Sent send(long events) throws Exception;
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    OutboxTables tables = bench.tables();
    int count = bench.sized(events);
    try (Target target = opening.start();
        MessageBroker adapter = target.adapter();
        BareClient client = target.client()) {
      List<Measurement> all = new ArrayList<>();
      all.add(measurement("loop", target, count, n -> loop(tables, client, n)));
      all.add(measurement("bare client", target, count, n -> bare(client, n)));
      THREADS.forEach(threads -> all.add(relay(threads, tables, target, adapter, count)));
      List<Double> medians = new Rounds(WARM_UP, bench.rounds()).medians(all);
      return IntStream.range(0, THREADS.size())
          .mapToObj(i -> figure(THREADS.get(i), medians.get(i + 2), medians))
          .toList();
    }
  }

  private Figure figure(int threads, double value, List<Double> medians) {
    return Figure.of(name, "%s, threads: %d".formatted(title, threads), UNIT, value)
        .besideA(medians.get(0))
        .besideB(medians.get(1))
        .aims(aims.toArray(Aim[]::new));
  }

  private Measurement relay(
      int threads, OutboxTables tables, Target target, MessageBroker adapter, int count) {
    return measurement(
        "relay, threads: " + threads, target, count, n -> relay(threads, tables, adapter, n));
  }

  /** Nothing may be missing at the broker, and nothing there twice. */
  private Measurement measurement(String who, Target target, int count, Sending sending) {
    return shown(
        name + ", " + who,
        UNIT,
        () -> {
          target.empty();
          Sent sent = sending.send(count);
          long stored = target.stored();
          if (stored != count) {
            throw new IllegalStateException(
                "%s, %s: %,d events were sent, and %,d are stored"
                    .formatted(name, who, count, stored));
          }
          return sent.perSecond();
        });
  }

  private static Sent relay(int threads, OutboxTables tables, MessageBroker adapter, long count)
      throws Exception {
    prepare(tables, OutboxTables.OUTBOX, count);
    Sent sent = RelayRun.withThreads(threads).run(tables, adapter, count);
    tables.requireEmpty();
    return sent;
  }

  private static Sent loop(OutboxTables tables, BareClient client, long count) throws Exception {
    prepare(tables, OutboxTables.FLOOR, count);
    Sent sent = new HandWrittenLoop(tables, client).run();
    tables.requireEmpty();
    return sent;
  }

  private static Sent bare(BareClient client, long count) throws Exception {
    CountDownLatch unconfirmed = new CountDownLatch((int) count);
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      client.send(SampleEvents.event(i), unconfirmed::countDown);
    }
    client.flush();
    unconfirmed.await();
    return new Sent(count, System.nanoTime() - start);
  }

  private static void prepare(OutboxTables tables, String table, long count) throws Exception {
    tables.clear();
    tables.add(table, count);
    tables.vacuum(table);
  }
}
