package io.backstitch.benchmarks.engine;

import static io.backstitch.benchmarks.engine.Bench.measurement;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import java.util.List;

/** One saga after another: how long each of them takes. */
final class Alone implements Subject<Bench> {

  private static final int POOL = 16;

  @Override
  public String name() {
    return "alone";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Trial engine = bench.engine(Workload.REMOTE, POOL);
        Trial floor = bench.floorPerStep(bench.tables(), Workload.REMOTE, POOL)) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("alone, engine", Unit.MICROS, engine, 1, Run::medianMicros),
                      measurement("alone, floor (a)", Unit.MICROS, floor, 1, Run::medianMicros)));
      return List.of(
          Figure.of(name(), "one saga alone, 5 remote steps, p50", Unit.MICROS, medians.get(0))
              .besideA(medians.get(1))
              .aims(Aim.atMost(1.25, Beside.FLOOR_A)));
    }
  }
}
