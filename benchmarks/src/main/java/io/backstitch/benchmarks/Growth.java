package io.backstitch.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How a figure grows with a size: as the size to the power of the exponent, fitted to the
 * logarithms by least squares.
 *
 * @param name what grows with what
 * @param exponent 1 for a straight line, 2 for a square
 */
record Growth(String name, double exponent) {

  /** A figure that was measured at a size. */
  record Point(double size, double figure) {}

  static Growth of(String name, List<Point> points) {
    double meanX = points.stream().mapToDouble(Growth::x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Growth::y).average().orElseThrow();
    double covariance =
        points.stream().mapToDouble(point -> (x(point) - meanX) * (y(point) - meanY)).sum();
    double variance = points.stream().mapToDouble(point -> Math.pow(x(point) - meanX, 2)).sum();
    return new Growth(name, covariance / variance);
  }

  private static double x(Point point) {
    return Math.log(point.size());
  }

  /** Noise can make a small difference negative; it counts as the least that was measurable. */
  private static double y(Point point) {
    return Math.log(Math.max(point.figure(), 1));
  }

  String line() {
    return String.format(Locale.ROOT, "%-44s grows as size^%.2f", name, exponent);
  }

  String json() {
    return String.format(Locale.ROOT, "{\"name\": \"%s\", \"exponent\": %.2f}", name, exponent);
  }
}
