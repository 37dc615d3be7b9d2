package io.backstitch.benchmarks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What a figure counts, and how exactly it is told. */
public enum Unit {
  SAGAS_PER_SECOND("sagas/s", 0),
  MICROS("µs", 0),
  MILLIS("ms", 1),
  FLUSHES("flushes/saga", 2),
  KIB("KiB", 1),
  EVENTS_PER_SECOND("events/s", 0),
  BYTES("B", 0),
  COMMITS("commits/batch", 2);

  private final String sign;
  private final int decimals;

  Unit(String sign, int decimals) {
    this.sign = sign;
    this.decimals = decimals;
  }

  /** As it is told, so that a verdict is about the figure that is read. */
  double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }

  String sign() {
    return sign;
  }

  String number(double value) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  public String text(double value) {
    return number(value) + " " + sign;
  }
}
