package io.backstitch.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures something and its floor in turns, so that a disturbance meets both. */
final class Rounds {

  /** One measurement, which returns its figure. */
  @FunctionalInterface
  interface Measurement {
    double take() throws Exception;
  }

  private final int warmUp;
  private final int rounds;

  Rounds(int warmUp, int rounds) {
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  Result measure(String name, String unit, Measurement judged, Measurement floor) throws Exception {
    List<Double> values = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    for (int round = -warmUp; round < rounds; round++) {
      boolean counts = round >= 0;
      double atFloor = floor.take();
      double value = judged.take();
      if (counts) {
        floors.add(atFloor);
        values.add(value);
      }
    }
    return new Result(name, unit, median(values), median(floors), rounds);
  }

  private static double median(List<Double> figures) {
    Collections.sort(figures);
    int middle = figures.size() / 2;
    return figures.size() % 2 == 1
        ? figures.get(middle)
        : (figures.get(middle - 1) + figures.get(middle)) / 2;
  }
}
