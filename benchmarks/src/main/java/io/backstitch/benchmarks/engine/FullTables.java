package io.backstitch.benchmarks.engine;

import static io.backstitch.benchmarks.engine.Bench.measurement;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Progress;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import java.util.List;

/** The engine on tables that hold the finished sagas of years, beside the same on empty ones. */
final class FullTables implements Subject<Bench> {

  private static final int POOL = 16;
  private static final int WRITERS = 2;
  private static final int SAGAS = 5_000_000;

  @Override
  public String name() {
    return "full";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    int atOnce = Remote.AT_ONCE;
    Unit unit = Unit.SAGAS_PER_SECOND;
    Tables filled = bench.tables();
    Progress.show("full: filling the tables");
    filled.fill(Workload.REMOTE.type().name(), SAGAS);
    try (Trial full = bench.engine(filled, Workload.REMOTE, POOL);
        Trial empty = bench.engine(Workload.REMOTE, POOL);
        Trial floorOnFull = bench.floorCombined(filled, Workload.REMOTE, WRITERS);
        Trial floorOnEmpty = bench.floorCombined(bench.tables(), Workload.REMOTE, WRITERS)) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("full tables, engine", unit, full, atOnce, Run::perSecond),
                      measurement("empty tables, engine", unit, empty, atOnce, Run::perSecond),
                      measurement("full tables, (b)", unit, floorOnFull, atOnce, Run::perSecond),
                      measurement(
                          "empty tables, (b)", unit, floorOnEmpty, atOnce, Run::perSecond)));
      String what =
          "the first row with %,d finished sagas in the tables (two rows of the journal each)"
              .formatted(SAGAS);
      return List.of(
          Figure.of(name(), what, unit, medians.get(0))
              .besideB(medians.get(2))
              .beside("on empty tables", medians.get(1))
              .aims(Aim.atLeast(0.9, Beside.OTHER)),
          Figure.of(name(), "what floor (b) loses to such tables", unit, medians.get(2))
              .beside("on empty tables", medians.get(3)));
    }
  }
}
