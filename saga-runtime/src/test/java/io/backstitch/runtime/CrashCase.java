package io.backstitch.runtime;

import java.util.Optional;

/**
 * One history of two deaths: where the first process dies, and where the one that goes on with the
 * saga does.
 *
 * @param second empty where the saga has ended when the first process dies
 */
record CrashCase(SagaShape shape, CrashPoint first, Optional<CrashPoint> second) {

  /** What both have made durable by the end of the first, and of the second. */
  int durable() {
    return first.durable() + second.map(CrashPoint::durable).orElse(0);
  }

  @Override
  public String toString() {
    return "%-8s | %-55s | %-55s"
        .formatted(shape, first, second.map(CrashPoint::toString).orElse("the saga has ended"));
  }
}
