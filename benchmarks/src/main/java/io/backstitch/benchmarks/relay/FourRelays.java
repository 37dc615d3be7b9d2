package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.benchmarks.relay.RelayRun.Sent;
import io.backstitch.outbox.MessageBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Four relays instead of one, where the broker is far away. */
final class FourRelays implements Subject<RelayBench> {

  private static final int EVENTS = 100_000;
  private static final Duration LATE = Duration.ofMillis(5);
  private static final int RELAYS = 4;

  /** The first is the relay's default; with the other it waits more than it works. */
  private static final List<Integer> BATCHES = List.of(1_000, 100);

  private static final Unit UNIT = Unit.EVENTS_PER_SECOND;

  @Override
  public String name() {
    return "fourrelays";
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    OutboxTables tables = bench.tables();
    int events = bench.sized(EVENTS);
    List<Measurement> all = new ArrayList<>();
    for (int batch : BATCHES) {
      all.add(measurement(tables, events, new RelayRun(RELAYS, 1, batch)));
      all.add(measurement(tables, events, new RelayRun(1, 1, batch)));
    }
    List<Double> medians = new Rounds(1, bench.rounds()).medians(all);
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < BATCHES.size(); i++) {
      String what =
          "four relays, batches of %,d, into a broker that answers after %d ms"
              .formatted(BATCHES.get(i), LATE.toMillis());
      figures.add(
          Figure.of(name(), what, UNIT, medians.get(2 * i))
              .beside("with one", medians.get(2 * i + 1))
              .aims(Aim.above(3, Beside.OTHER)));
    }
    return figures;
  }

  private static Measurement measurement(OutboxTables tables, int events, RelayRun run) {
    return shown(
        "fourrelays, relays: %d, batches of %,d".formatted(run.relays(), run.batch()),
        UNIT,
        () -> {
          tables.clear();
          tables.add(OutboxTables.OUTBOX, events);
          tables.vacuum(OutboxTables.OUTBOX);
          Sent sent;
          try (MessageBroker broker = new LateBroker(LATE)) {
            sent = run.run(tables, broker, events);
          }
          tables.requireEmpty();
          return sent.perSecond();
        });
  }
}
