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

/** What a saga allocates, the caller, the pool and the driver included. */
final class Allocation implements Subject<Bench> {

  private static final int POOL = 16;
  private static final int WRITERS = 2;

  @Override
  public String name() {
    return "allocation";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    int atOnce = Remote.AT_ONCE;
    Workload workload = Workload.REMOTE;
    try (Trial engine = bench.engine(workload, POOL);
        Trial floorA = bench.floorPerStep(bench.tables(), workload, POOL);
        Trial floorB = bench.floorCombined(bench.tables(), workload, WRITERS)) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("allocation, engine", Unit.KIB, engine, atOnce, Run::kibForEach),
                      measurement("allocation, (a)", Unit.KIB, floorA, atOnce, Run::kibForEach),
                      measurement("allocation, (b)", Unit.KIB, floorB, atOnce, Run::kibForEach)));
      return List.of(
          figure(bench, "allocated per saga of 5 remote steps", medians, 1),
          figure(bench, "the same, for each of its steps", medians, workload.steps()));
    }
  }

  private Figure figure(Bench bench, String what, List<Double> medians, int parts) {
    Figure figure =
        Figure.of(name(), what, Unit.KIB, medians.get(0) / parts)
            .besideA(medians.get(1) / parts)
            .besideB(medians.get(2) / parts);
    return bench
        .firstVersion()
        .flatMap(first -> first.figure(what))
        .map(
            first ->
                figure
                    .beside("in the first version", first.value())
                    .aims(Aim.atMost(0.5, Beside.OTHER)))
        .orElse(figure);
  }
}
