package io.backstitch.benchmarks.relay;

import static io.backstitch.benchmarks.relay.RelayBench.shown;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.benchmarks.relay.RelayRun.Sent;
import java.util.List;

/** The first events of a long backlog, beside as many that are all. */
final class Backlog implements Subject<RelayBench> {

  private static final int EVENTS = 200_000;
  private static final int WAITING = 5_000_000;

  private static final Unit UNIT = Unit.EVENTS_PER_SECOND;

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public List<Figure> measure(RelayBench bench) throws Exception {
    int events = bench.sized(EVENTS);
    int waiting = bench.sized(WAITING);
    OutboxTables few = bench.tables();
    OutboxTables many = bench.tables();
    List<Double> medians =
        new Rounds(1, bench.rounds())
            .medians(
                List.of(
                    shown(
                        "backlog, of %,d".formatted(waiting),
                        UNIT,
                        () -> first(many, events, waiting)),
                    shown("backlog, of %,d".formatted(events), UNIT, () -> all(few, events))));
    many.clear();
    String what =
        "%,d of %,d waiting events, into a broker that answers at once".formatted(events, waiting);
    return List.of(
        Figure.of(name(), what, UNIT, medians.get(0))
            .beside("of %,d".formatted(events), medians.get(1))
            .aims(Aim.atLeast(0.9, Beside.OTHER)));
  }

  private static double all(OutboxTables tables, int events) throws Exception {
    tables.clear();
    tables.add(OutboxTables.OUTBOX, events);
    tables.vacuum(OutboxTables.OUTBOX);
    Sent sent = RelayRun.withThreads(1).run(tables, new InstantBroker(), events);
    tables.requireEmpty();
    return sent.perSecond();
  }

  /** What the last round has taken is made up for first. */
  private static double first(OutboxTables tables, int events, int waiting) throws Exception {
    long there = tables.number("select count(*) from saga_outbox");
    tables.add(OutboxTables.OUTBOX, waiting - there);
    tables.vacuum(OutboxTables.OUTBOX);
    tables.execute("checkpoint");
    Sent sent = RelayRun.withThreads(1).run(tables, new InstantBroker(), events);
    tables.require(OutboxTables.OUTBOX, waiting - sent.messages());
    return sent.perSecond();
  }
}
