package io.backstitch.benchmarks;

import java.util.Locale;

/**
 * One figure beside its floor: what the same run measured of the same work without the thing that
 * is judged.
 *
 * @param name what was measured
 * @param unit of both figures
 * @param value the median
 * @param floor the median of the floor
 * @param rounds how often both were measured
 */
record Result(String name, String unit, double value, double floor, int rounds) {

  double difference() {
    return value - floor;
  }

  double ratio() {
    return value / floor;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-44s %9.0f %9.0f %9.0f %-3s %6.2f",
        name,
        value,
        floor,
        difference(),
        unit,
        ratio());
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"unit\": \"%s\", \"value\": %.1f, \"floor\": %.1f,"
            + " \"difference\": %.1f, \"ratio\": %.3f, \"rounds\": %d}",
        name,
        unit,
        value,
        floor,
        difference(),
        ratio(),
        rounds);
  }
}
