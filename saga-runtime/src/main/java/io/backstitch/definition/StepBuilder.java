package io.backstitch.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga that is being built; complete once {@code runs} or {@code does} has been given
 * its method.
 *
 * @param <T> the step's result
 */
public final class StepBuilder<T extends @Nullable Object> extends MethodBuilder<T> {

  private final StepKey<T> key;
  private boolean pivot;
  private @Nullable String noCompensation;

  StepBuilder(StepKey<T> key) {
    super(RetryPolicy.OF_STEPS);
    this.key = key;
  }

  /**
   * Makes the step come after others though it takes nothing from them.
   *
   * @param steps the others
   * @return this
   */
  public StepBuilder<T> after(StepKey<?>... steps) {
    settings().after(steps);
    return this;
  }

  /**
   * Makes the step transactional though it takes neither a connection nor a {@code DSLContext}.
   *
   * @return this
   */
  public StepBuilder<T> transactional() {
    settings().transactional();
    return this;
  }

  /**
   * Makes the step the point of no return: once it has succeeded the saga only goes forward.
   *
   * @return this
   */
  public StepBuilder<T> pivot() {
    pivot = true;
    return this;
  }

  /**
   * Says what happens after a failed attempt; {@link RetryPolicy#OF_STEPS} if not called.
   *
   * @param policy the policy
   * @return this
   */
  public StepBuilder<T> retry(RetryPolicy policy) {
    settings().retry(policy);
    return this;
  }

  /**
   * Limits one attempt.
   *
   * @param limit how long it may take, more than zero and at most 36,500 days
   * @return this
   */
  public StepBuilder<T> timeout(Duration limit) {
    settings().timeout(limit);
    return this;
  }

  /**
   * Says that the step leaves nothing to undo.
   *
   * @param why for the next reader
   * @return this
   */
  public StepBuilder<T> noCompensation(String why) {
    noCompensation = why;
    return this;
  }

  @Override
  void checkReturnsNothing() {
    if (key.returnsSomething()) {
      throw new IllegalArgumentException(
          "Step %s returns %s, but was given a method that returns nothing. Say runs, with a method that returns it."
              .formatted(key, TypeText.brief(key.type().type())));
    }
  }

  StepKey<T> key() {
    return key;
  }

  boolean isPivot() {
    return pivot;
  }

  @Nullable String noCompensation() {
    return noCompensation;
  }

  StepDefinition<T> define(Call<T> method, @Nullable CompensationDefinition compensation) {
    return new StepDefinition<>(
        key,
        method,
        settings().kind(method),
        settings().after(),
        settings().retry(),
        settings().timeout(),
        noCompensation,
        compensation);
  }
}
