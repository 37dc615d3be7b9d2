package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values as a person would write them in Java. */
final class Literals {

  private static final Map<ChronoUnit, String> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put(ChronoUnit.DAYS, "ofDays");
    UNITS.put(ChronoUnit.HOURS, "ofHours");
    UNITS.put(ChronoUnit.MINUTES, "ofMinutes");
    UNITS.put(ChronoUnit.SECONDS, "ofSeconds");
    UNITS.put(ChronoUnit.MILLIS, "ofMillis");
  }

  private Literals() {}

  /** A duration in the largest unit that it is a whole number of. */
  static CodeBlock duration(Duration duration) {
    if (duration.isZero()) {
      return CodeBlock.of("$T.ZERO", Duration.class);
    }
    long nanos = duration.toNanos();
    for (Map.Entry<ChronoUnit, String> unit : UNITS.entrySet()) {
      long length = unit.getKey().getDuration().toNanos();
      if (nanos % length == 0) {
        return CodeBlock.of("$T.$L($L)", Duration.class, unit.getValue(), whole(nanos / length));
      }
    }
    return CodeBlock.of("$T.ofNanos($L)", Duration.class, whole(nanos));
  }

  private static String whole(long number) {
    return number == (int) number ? Long.toString(number) : number + "L";
  }

  /** A factor, without a fraction where it has none. */
  static String factor(double factor) {
    return factor == (int) factor ? Integer.toString((int) factor) : Double.toString(factor);
  }
}
