package io.backstitch.processor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the annotations write them: {@code 250ms}, {@code 30s}, or ISO-8601. */
final class SagaDuration {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private SagaDuration() {}

  /** The duration that a text says; empty where it says none. */
  static Optional<Duration> parse(String text) {
    try {
      Matcher matcher = SHORT.matcher(text);
      return Optional.of(
          matcher.matches()
              ? Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)))
              : Duration.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static ChronoUnit unit(String letters) {
    ChronoUnit unit = UNITS.get(letters);
    return unit == null ? ChronoUnit.FOREVER : unit;
  }
}
