package io.backstitch.benchmarks;

import io.backstitch.benchmarks.Aim.Beside;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure beside what the same run measured of its floors; medians of the rounds.
 *
 * @param subject the subject that measured it
 * @param name what it is of
 * @param unit of all its numbers
 * @param value of what is judged
 * @param floorA of floor (a), or null
 * @param floorB of floor (b), or null
 * @param other something else that it is compared with, or null
 * @param aims what it is to reach; all of them
 * @param taken when and of what
 */
public record Figure(
    String subject,
    String name,
    Unit unit,
    double value,
    @Nullable Double floorA,
    @Nullable Double floorB,
    @Nullable Other other,
    List<Aim> aims,
    @Nullable Taken taken) {

  /** A figure to compare with, and what it is. */
  public record Other(String name, double value) {}

  /** The day, the commit and the number of rounds. */
  public record Taken(String day, String commit, int rounds) {}

  public Figure {
    value = unit.rounded(value);
    floorA = floorA == null ? null : unit.rounded(floorA);
    floorB = floorB == null ? null : unit.rounded(floorB);
    other = other == null ? null : new Other(other.name(), unit.rounded(other.value()));
    aims = List.copyOf(aims);
    for (Aim aim : aims) {
      divisor(aim.beside(), floorA, floorB, other);
    }
  }

  public static Figure of(String subject, String name, Unit unit, double value) {
    return new Figure(subject, name, unit, value, null, null, null, List.of(), null);
  }

  public Figure besideA(double floor) {
    return new Figure(subject, name, unit, value, floor, floorB, other, aims, taken);
  }

  public Figure besideB(double floor) {
    return new Figure(subject, name, unit, value, floorA, floor, other, aims, taken);
  }

  public Figure beside(String what, double figure) {
    Other with = new Other(what, figure);
    return new Figure(subject, name, unit, value, floorA, floorB, with, aims, taken);
  }

  public Figure aims(Aim... toReach) {
    return new Figure(subject, name, unit, value, floorA, floorB, other, List.of(toReach), taken);
  }

  Figure taken(Taken when) {
    return new Figure(subject, name, unit, value, floorA, floorB, other, aims, when);
  }

  double divisor(Beside beside) {
    return divisor(beside, floorA, floorB, other);
  }

  boolean reachesItsAims() {
    return aims.stream().allMatch(aim -> aim.isMetBy(this));
  }

  private static double divisor(
      Beside beside, @Nullable Double floorA, @Nullable Double floorB, @Nullable Other other) {
    Double divisor =
        switch (beside) {
          case FLOOR_A -> floorA;
          case FLOOR_B -> floorB;
          case OTHER -> other == null ? null : Double.valueOf(other.value());
          case NOTHING -> Double.valueOf(1);
        };
    if (divisor == null) {
      throw new IllegalArgumentException("an aim beside " + beside + ", which was not measured");
    }
    return divisor;
  }
}
