package io.backstitch.definition;

import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said of a step or of a compensation beside what it runs. */
final class MethodSettings {

  private final Set<String> after = new LinkedHashSet<>();
  private boolean transactional;
  private RetryPolicy retry;
  private @Nullable Duration timeout;

  MethodSettings(RetryPolicy retry) {
    this.retry = retry;
  }

  void after(StepKey<?>... steps) {
    for (StepKey<?> step : steps) {
      after.add(step.name());
    }
  }

  void transactional() {
    transactional = true;
  }

  void retry(RetryPolicy policy) {
    retry = policy;
  }

  void timeout(Duration limit) {
    timeout = limit;
  }

  Set<String> after() {
    return after;
  }

  RetryPolicy retry() {
    return retry;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  /** Transactional is what says so, and what takes the transaction. */
  StepKind kind(@Nullable Call<?> call) {
    boolean takesTheTransaction =
        call != null && call.arguments().stream().anyMatch(MethodSettings::isTheTransaction);
    return transactional || takesTheTransaction ? StepKind.TRANSACTIONAL : StepKind.REMOTE;
  }

  private static boolean isTheTransaction(Argument<?> argument) {
    return argument instanceof Argument.Provided<?> provided
        && (provided.type() == Connection.class || provided.type() == org.jooq.DSLContext.class);
  }
}
