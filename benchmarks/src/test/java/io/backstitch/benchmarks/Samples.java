package io.backstitch.benchmarks;

import io.backstitch.benchmarks.Figure.Taken;
import java.util.List;

/** Results that were never measured. */
final class Samples {

  static final Machine MACHINE = new Machine(2, 24, "Linux 6.18", "17.0.15", "15.19", "on", "on");

  private Samples() {}

  static Figure figure(String subject, String name, double value) {
    return Figure.of(subject, name, Unit.SAGAS_PER_SECOND, value)
        .taken(new Taken("2026-11-20", "abc1234", 3));
  }

  static Release release(int feature, Figure... figures) {
    return new Release(feature, MACHINE, List.of(figures));
  }
}
