package io.backstitch.definition;

import java.time.Duration;

/** What undoes one step of a saga that is being built; complete once {@code does} was called. */
public final class CompensationBuilder extends MethodBuilder<Void> {

  private final String step;

  CompensationBuilder(String step) {
    super(RetryPolicy.OF_COMPENSATIONS);
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
    settings().after(steps);
    return this;
  }

  /**
   * Makes it transactional though it takes neither a connection nor a {@code DSLContext}.
   *
   * @return this
   */
  public CompensationBuilder transactional() {
    settings().transactional();
    return this;
  }

  /**
   * Says what happens after a failed attempt; {@link RetryPolicy#OF_COMPENSATIONS} if not called.
   *
   * @param policy the policy
   * @return this
   */
  public CompensationBuilder retry(RetryPolicy policy) {
    settings().retry(policy);
    return this;
  }

  /**
   * Limits one attempt.
   *
   * @param limit how long it may take, more than zero and at most 36,500 days
   * @return this
   */
  public CompensationBuilder timeout(Duration limit) {
    settings().timeout(limit);
    return this;
  }

  @Override
  void checkReturnsNothing() {}

  String step() {
    return step;
  }

  /** How messages call it. */
  String title() {
    return "compensation of " + step;
  }

  CompensationDefinition define(Call<Void> method) {
    return new CompensationDefinition(
        step,
        method,
        settings().kind(method),
        settings().after(),
        settings().retry(),
        settings().timeout());
  }
}
