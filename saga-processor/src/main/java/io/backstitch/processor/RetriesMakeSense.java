package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import io.backstitch.graph.RetryOutline;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The numbers of a retry policy are such that an engine can follow it. */
final class RetriesMakeSense implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.source().methods().flatMap(RetriesMakeSense::judge);
  }

  private static Stream<Finding> judge(SagaMethod method) {
    Attempts attempts = method.method().attempts();
    Stream.Builder<Finding> findings = Stream.builder();
    int maxAttempts = attempts.maxAttempts().value();
    if (maxAttempts < 1) {
      findings.add(
          Finding.of(
              Problem.TOO_FEW_ATTEMPTS,
              attempts.maxAttempts().place(),
              method.title(),
              maxAttempts));
    }
    double multiplier = attempts.multiplier().value();
    if (!RetryOutline.isMultiplier(multiplier)) {
      findings.add(
          Finding.of(
              Problem.BAD_MULTIPLIER, attempts.multiplier().place(), method.title(), multiplier));
    }
    if (isOutOfOrder(attempts)) {
      findings.add(
          Finding.of(
              Problem.DELAYS_OUT_OF_ORDER,
              attempts.maxBackoff().place(),
              method.title(),
              attempts.maxBackoff().value(),
              attempts.backoff().value()));
    }
    return findings.build();
  }

  private static boolean isOutOfOrder(Attempts attempts) {
    Optional<Duration> longest = SagaDuration.parse(attempts.maxBackoff().value());
    return SagaDuration.parse(attempts.backoff().value())
        .filter(first -> !first.isNegative())
        .filter(first -> longest.filter(last -> last.compareTo(first) < 0).isPresent())
        .isPresent();
  }
}
