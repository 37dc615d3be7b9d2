package io.backstitch.benchmarks.engine;

import static io.backstitch.benchmarks.engine.Bench.measurement;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import io.backstitch.benchmarks.engine.Bench.Chosen;
import java.util.ArrayList;
import java.util.List;

/** Five remote steps with an event each, many sagas at once. */
final class Remote implements Subject<Bench> {

  static final int AT_ONCE = 256;

  private static final List<Integer> SIZES = List.of(AT_ONCE, 1000, 5000);

  @Override
  public String name() {
    return "remote";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Chosen perStep = bench.bestPerStep(Workload.REMOTE, AT_ONCE);
    Chosen combined = bench.bestCombined(Workload.REMOTE, AT_ONCE);
    try (Trial engine = bench.engine(Workload.REMOTE, perStep.setting());
        Trial floorA = perStep.trial();
        Trial floorB = combined.trial()) {
      List<Measurement> all = new ArrayList<>();
      for (int size : SIZES) {
        all.add(sagas("engine", size, engine));
        all.add(sagas("floor (a)", size, floorA));
        all.add(sagas("floor (b)", size, floorB));
      }
      return figures(new Rounds(1, bench.rounds()).medians(all));
    }
  }

  private static Measurement sagas(String who, int size, Trial trial) {
    String what = "remote, %d at once, %s".formatted(size, who);
    return measurement(what, Unit.SAGAS_PER_SECOND, trial, size, Run::perSecond);
  }

  private List<Figure> figures(List<Double> medians) {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < SIZES.size(); i++) {
      String what = "5 remote steps, 5 events, %,d at once".formatted(SIZES.get(i));
      figures.add(
          Figure.of(name(), what, Unit.SAGAS_PER_SECOND, medians.get(3 * i))
              .besideA(medians.get(3 * i + 1))
              .besideB(medians.get(3 * i + 2)));
    }
    Figure first = figures.get(0);
    List<Figure> compared =
        new ArrayList<>(
            List.of(first.aims(Aim.atLeast(5, Beside.FLOOR_A), Aim.atLeast(0.6, Beside.FLOOR_B))));
    for (Figure more : figures.subList(1, figures.size())) {
      compared.add(
          more.beside("with %d at once".formatted(AT_ONCE), first.value())
              .aims(Aim.atLeast(1, Beside.OTHER)));
    }
    return compared;
  }
}
