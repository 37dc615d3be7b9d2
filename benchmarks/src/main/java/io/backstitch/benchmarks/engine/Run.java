package io.backstitch.benchmarks.engine;

/**
 * What came of one measurement.
 *
 * @param sagas how many came to their end
 * @param nanos from the start of the first to the end of the last
 * @param median nanoseconds that one call took, half of them less
 * @param allocated bytes, in the whole JVM
 */
record Run(long sagas, long nanos, long median, long allocated) {

  double perSecond() {
    return sagas * 1e9 / nanos;
  }

  double medianMicros() {
    return median / 1e3;
  }

  double medianMillis() {
    return median / 1e6;
  }

  double kibPerSaga() {
    return allocated / 1024.0 / sagas;
  }
}
