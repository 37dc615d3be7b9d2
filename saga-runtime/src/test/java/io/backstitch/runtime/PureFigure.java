package io.backstitch.runtime;

import java.util.Locale;

/**
 * What one call costs, beside its floor.
 *
 * @param name what is called
 * @param nanos how long it takes
 * @param bytes how much it allocates
 * @param floorNanos the same of the floor
 * @param floorBytes the same of the floor
 */
record PureFigure(String name, double nanos, double bytes, double floorNanos, double floorBytes) {

  static final String HEAD = line("pure", "ns", "floor", "ratio", "bytes", "floor", "ratio");

  String line() {
    return line(
        name,
        number(nanos),
        number(floorNanos),
        ratio(nanos, floorNanos),
        number(bytes),
        number(floorBytes),
        ratio(bytes, floorBytes));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-22s %8s %8s %6s %8s %8s %6s", cells);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String ratio(double value, double floor) {
    return String.format(Locale.ROOT, "%.1f", value / floor);
  }
}
