package io.backstitch.benchmarks;

/**
 * What came of one measurement.
 *
 * @param count how many came to their end
 * @param nanos from the start of the first to the end of the last
 * @param median nanoseconds that one call took, half of them less
 * @param allocated bytes, in the whole JVM
 */
public record Run(long count, long nanos, long median, long allocated) {

  public double perSecond() {
    return count * 1e9 / nanos;
  }

  public double medianMicros() {
    return median / 1e3;
  }

  public double medianMillis() {
    return median / 1e6;
  }

  public double kibForEach() {
    return allocated / 1024.0 / count;
  }
}
