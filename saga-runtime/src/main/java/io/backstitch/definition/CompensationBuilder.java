package io.backstitch.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What undoes one step of a saga that is being built; complete once {@link #runs} was called. */
public final class CompensationBuilder {

  private final String step;
  private final MethodSettings settings = new MethodSettings(RetryPolicy.OF_COMPENSATIONS);
  private @Nullable Call<Void> call;

  CompensationBuilder(String step) {
    this.step = step;
  }

  /**
   * Makes the compensation begin only when those of other steps are done, beyond what the graph
   * says.
   *
   * @param steps the other steps
   * @return this
   */
  public CompensationBuilder after(StepKey<?>... steps) {
    settings.after(steps);
    return this;
  }

  /**
   * Makes it transactional though it takes neither a connection nor a {@code DSLContext}.
   *
   * @return this
   */
  public CompensationBuilder transactional() {
    settings.transactional();
    return this;
  }

  /**
   * Says what happens after a failed attempt; {@link RetryPolicy#OF_COMPENSATIONS} if not called.
   *
   * @param policy the policy
   * @return this
   */
  public CompensationBuilder retry(RetryPolicy policy) {
    settings.retry(policy);
    return this;
  }

  /**
   * Limits one attempt.
   *
   * @param limit how long it may take, more than zero
   * @return this
   */
  public CompensationBuilder timeout(Duration limit) {
    settings.timeout(limit);
    return this;
  }

  /**
   * Says what the compensation does.
   *
   * @param method the method and where its arguments come from
   */
  public void runs(Call<Void> method) {
    call = method;
  }

  String step() {
    return step;
  }

  /** How messages call it. */
  String title() {
    return "compensation of " + step;
  }

  MethodSettings settings() {
    return settings;
  }

  @Nullable Call<Void> call() {
    return call;
  }

  CompensationDefinition define(Call<Void> method) {
    return new CompensationDefinition(
        step,
        method,
        settings.kind(method),
        settings.after(),
        settings.retry(),
        settings.timeout());
  }
}
