package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.Aim;
import io.backstitch.benchmarks.Aim.Beside;
import io.backstitch.benchmarks.Figure;
import io.backstitch.benchmarks.Progress;
import io.backstitch.benchmarks.Rounds;
import io.backstitch.benchmarks.Rounds.Measurement;
import io.backstitch.benchmarks.Run;
import io.backstitch.benchmarks.Subject;
import io.backstitch.benchmarks.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How often the log is flushed for a saga of three remote steps, alone and in company. */
final class Flushes implements Subject<Bench> {

  private static final int POOL = 16;
  private static final int WRITERS = 2;
  private static final List<Integer> SIZES = List.of(1, Remote.AT_ONCE);

  @FunctionalInterface
  private interface Opening {
    Trial on(Tables tables) throws SQLException;
  }

  @Override
  public String name() {
    return "flushes";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    Workload workload = Workload.SHORT;
    FlushCount count = new FlushCount(bench.server());
    Tables tables = bench.tables();
    List<Measurement> all = new ArrayList<>();
    for (int size : SIZES) {
      String who = "flushes, %d at once, ".formatted(size);
      all.add(flushes(who + "engine", size, count, tables, t -> bench.engine(t, workload, POOL)));
      all.add(
          flushes(who + "(a)", size, count, tables, t -> bench.floorPerStep(t, workload, POOL)));
      // Combining one saga with itself is floor (a).
      int writers = Math.min(size, WRITERS);
      all.add(
          flushes(
              who + "(b)", size, count, tables, t -> bench.floorCombined(t, workload, writers)));
    }
    return figures(new Rounds(0, bench.rounds()).medians(all));
  }

  /** A new pool each time: its sessions tell what they have counted when they end. */
  private static Measurement flushes(
      String who, int size, FlushCount count, Tables tables, Opening opening) {
    return () -> {
      tables.prepare();
      long before = count.now();
      Run run;
      try (Trial trial = opening.on(tables)) {
        run = trial.runPrepared(size, Bench.TIME);
      }
      double each = (count.now() - before) / (double) run.count();
      Progress.show(who + ": " + Unit.FLUSHES.text(each));
      return each;
    };
  }

  private List<Figure> figures(List<Double> medians) {
    Figure alone =
        Figure.of(name(), "WAL flushes, 3 remote steps, alone", Unit.FLUSHES, medians.get(0))
            .besideA(medians.get(1))
            .besideB(medians.get(2))
            .aims(Aim.about(4));
    String what = "the same, %d at once".formatted(Remote.AT_ONCE);
    Figure inCompany =
        Figure.of(name(), what, Unit.FLUSHES, medians.get(3))
            .besideA(medians.get(4))
            .besideB(medians.get(5))
            .aims(Aim.below(0.5, Beside.NOTHING));
    return List.of(alone, inCompany);
  }
}
