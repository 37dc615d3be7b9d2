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

/** Eight steps side by side between two others: how much longer than the longest path. */
final class Diamond implements Subject<Bench> {

  private static final int POOL = 16;
  private static final int LONGEST_PATH = 3;

  @Override
  public String name() {
    return "diamond";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    try (Trial engine = bench.engine(Workload.DIAMOND, POOL)) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("diamond, engine", Unit.MILLIS, engine, 1, Run::medianMillis)));
      return List.of(
          Figure.of(name(), "diamond of 8 parallel steps, p50", Unit.MILLIS, medians.get(0))
              .beside("the longest path", LONGEST_PATH * DiamondOrder.STEP_MILLIS)
              .aims(Aim.below(1.3, Beside.OTHER)));
    }
  }
}
