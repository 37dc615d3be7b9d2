package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.MethodOutline;
import io.backstitch.graph.Problem;
import io.backstitch.graph.RetryOutline;
import io.backstitch.graph.Said;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every duration can be read, delays and grace times are neither negative nor endless, and timeouts
 * are more than nothing.
 */
final class DurationsCanBeRead implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Said<String> timeout = saga.source().header().timeout();
    Said<String> grace = saga.source().header().grace();
    Stream<Finding> ofSaga =
        Stream.of(
                timeout(timeout).map(problem -> problem.finding(timeout)),
                grace(grace).map(problem -> problem.finding(grace)))
            .flatMap(Optional::stream);
    return Stream.concat(ofSaga, saga.source().methods().flatMap(DurationsCanBeRead::judge));
  }

  private static Stream<Finding> judge(SagaMethod method) {
    Attempts attempts = method.method().attempts();
    Said<String> timeout = attempts.timeout();
    Said<String> backoff = attempts.backoff();
    Said<String> maxBackoff = attempts.maxBackoff();
    return Stream.of(
            timeout(timeout).map(problem -> problem.finding(timeout, method)),
            delay("backoff", backoff).map(problem -> problem.finding(backoff, method)),
            delay("maxBackoff", maxBackoff).map(problem -> problem.finding(maxBackoff, method)))
        .flatMap(Optional::stream);
  }

  /** What is wrong with the text of a duration. */
  private record Wrong(Problem problem, String name, String fix) {

    Finding finding(Said<String> text) {
      return Finding.ofSaga(problem, text.place(), name, text.value(), fix);
    }

    Finding finding(Said<String> text, SagaMethod method) {
      return Finding.of(problem, text.place(), method.title(), name, text.value(), fix);
    }
  }

  private static Optional<Wrong> timeout(Said<String> text) {
    return limit("timeout", text, Duration.ofNanos(1), MethodOutline.AT_LEAST);
  }

  private static Optional<Wrong> grace(Said<String> text) {
    return limit("grace", text, Duration.ZERO, RetryOutline.AT_LEAST);
  }

  private static Optional<Wrong> limit(
      String name, Said<String> text, Duration shortest, String fix) {
    return text.value().isEmpty()
        ? Optional.empty()
        : unreadable(name, text)
            .or(() -> tooShort(name, text, shortest, fix))
            .or(() -> tooLong(name, text, MethodOutline.LONGEST_TIMEOUT, MethodOutline.AT_MOST));
  }

  private static Optional<Wrong> delay(String name, Said<String> text) {
    return unreadable(name, text)
        .or(() -> tooShort(name, text, Duration.ZERO, RetryOutline.AT_LEAST))
        .or(() -> tooLong(name, text, RetryOutline.LONGEST_DELAY, RetryOutline.AT_MOST));
  }

  private static Optional<Wrong> unreadable(String name, Said<String> text) {
    return SagaDuration.parse(text.value()).isPresent()
        ? Optional.empty()
        : Optional.of(new Wrong(Problem.NO_DURATION, name, ""));
  }

  private static Optional<Wrong> tooShort(
      String name, Said<String> text, Duration shortest, String fix) {
    return SagaDuration.parse(text.value())
        .filter(some -> some.compareTo(shortest) < 0)
        .map(some -> new Wrong(Problem.DURATION_TOO_SHORT, name, fix));
  }

  private static Optional<Wrong> tooLong(
      String name, Said<String> text, Duration longest, String fix) {
    return SagaDuration.parse(text.value())
        .filter(some -> some.compareTo(longest) > 0)
        .map(some -> new Wrong(Problem.DURATION_TOO_LONG, name, fix));
  }
}
