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

/** Five transactional steps with an update each: the floor has it in its transactions, too. */
final class Transactional implements Subject<Bench> {

  private static final int AT_ONCE = 64;

  @Override
  public String name() {
    return "transactional";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Unit unit = Unit.SAGAS_PER_SECOND;
    Chosen perStep = bench.bestPerStep(Workload.TRANSACTIONAL, AT_ONCE);
    try (Trial engine = bench.engine(Workload.TRANSACTIONAL, perStep.setting());
        Trial floor = perStep.trial()) {
      List<Double> medians =
          new Rounds(1, bench.rounds())
              .medians(
                  List.of(
                      measurement("transactional, engine", unit, engine, AT_ONCE, Run::perSecond),
                      measurement(
                          "transactional, floor (a)", unit, floor, AT_ONCE, Run::perSecond)));
      String what = "5 transactional steps, an UPDATE each, %d at once".formatted(AT_ONCE);
      return List.of(
          Figure.of(name(), what, unit, medians.get(0))
              .besideA(medians.get(1))
              .aims(Aim.atLeast(0.85, Beside.FLOOR_A)));
    }
  }
}
