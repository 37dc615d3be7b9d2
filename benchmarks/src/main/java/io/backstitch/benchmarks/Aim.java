package io.backstitch.benchmarks;

import java.math.BigDecimal;

/**
 * What a figure is to reach.
 *
 * @param bound on which side of the limit it is to be
 * @param limit as many times what it is beside
 * @param beside what the figure is divided by
 */
public record Aim(Bound bound, double limit, Beside beside) {

  /** On which side of a limit. */
  public enum Bound {
    AT_LEAST("≥ ") {
      @Override
      boolean holds(double value, double limit) {
        return value >= limit;
      }
    },
    AT_MOST("≤ ") {
      @Override
      boolean holds(double value, double limit) {
        return value <= limit;
      }
    },
    BELOW("< ") {
      @Override
      boolean holds(double value, double limit) {
        return value < limit;
      }
    },
    ABOVE("> ") {
      @Override
      boolean holds(double value, double limit) {
        return value > limit;
      }
    },
    /** The same, rounded to one decimal. */
    ABOUT("") {
      @Override
      boolean holds(double value, double limit) {
        return Math.round(value * 10) == Math.round(limit * 10);
      }
    };

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }

    abstract boolean holds(double value, double limit);
  }

  /** What a figure is divided by. */
  public enum Beside {
    FLOOR_A(" × (a)"),
    FLOOR_B(" × (b)"),
    OTHER(" × that"),
    NOTHING("");

    private final String text;

    Beside(String text) {
      this.text = text;
    }
  }

  public static Aim atLeast(double limit, Beside beside) {
    return new Aim(Bound.AT_LEAST, limit, beside);
  }

  public static Aim atMost(double limit, Beside beside) {
    return new Aim(Bound.AT_MOST, limit, beside);
  }

  public static Aim above(double limit, Beside beside) {
    return new Aim(Bound.ABOVE, limit, beside);
  }

  public static Aim below(double limit, Beside beside) {
    return new Aim(Bound.BELOW, limit, beside);
  }

  public static Aim about(double limit) {
    return new Aim(Bound.ABOUT, limit, Beside.NOTHING);
  }

  boolean isMetBy(Figure figure) {
    return bound.holds(figure.value() / figure.divisor(beside), limit);
  }

  String text() {
    return bound.sign
        + BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString()
        + beside.text;
  }
}
