package io.backstitch.benchmarks.engine;

import static io.backstitch.benchmarks.engine.Bench.measurement;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.benchmarks.engine.Bench.Chosen;
import java.util.List;

/** The fourth of five remote steps fails for good: eight rows of the journal instead of six. */
final class Failing implements Subject<Bench> {

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    int atOnce = Remote.AT_ONCE;
    Unit unit = Unit.SAGAS_PER_SECOND;
    Chosen perStep = bench.bestPerStep(Workload.FAILING, atOnce);
    try (Trial engine = bench.engine(Workload.FAILING, perStep.setting());
        Trial floor = perStep.trial()) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("failing, engine", unit, engine, atOnce, Run::perSecond),
                      measurement("failing, floor (a)", unit, floor, atOnce, Run::perSecond)));
      String what = "step 4 fails, 3 compensations, %d at once".formatted(atOnce);
      return List.of(
          Figure.of(name(), what, unit, medians.get(0))
              .besideA(medians.get(1))
              .aims(Aim.atLeast(4, Beside.FLOOR_A)));
    }
  }
}
