package io.backstitch.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Measures several things in turns, so that a disturbance meets them all. */
public final class Rounds {

  /** One measurement, which returns its figure. */
  @FunctionalInterface
  public interface Measurement {
    /**
     * Measures once.
     *
     * @return the figure
     * @throws Exception if there is none; then no round is worth anything
     */
    double take() throws Exception;
  }

  private final int warmUp;
  private final int rounds;

  /**
   * So many rounds.
   *
   * @param warmUp how many come first and do not count
   * @param rounds how many count
   */
  public Rounds(int warmUp, int rounds) {
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  Result measure(String name, String unit, Measurement judged, Measurement floor) throws Exception {
    List<Double> medians = medians(List.of(floor, judged));
    return new Result(name, unit, medians.get(1), medians.get(0), rounds);
  }

  /**
   * Measures each of them in every round.
   *
   * @param measurements in the order in which they take turns
   * @return the median of each
   * @throws Exception what one of them has thrown
   */
  public List<Double> medians(List<Measurement> measurements) throws Exception {
    List<List<Double>> figures = new ArrayList<>();
    measurements.forEach(measurement -> figures.add(new ArrayList<>()));
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < measurements.size(); i++) {
        double figure = measurements.get(i).take();
        if (round >= 0) {
          figures.get(i).add(figure);
        }
      }
    }
    return figures.stream().map(Rounds::median).toList();
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
