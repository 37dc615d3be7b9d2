package io.backstitch.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga that is being built; complete once {@link #runs} has said what it does.
 *
 * @param <T> the step's result
 */
public final class StepBuilder<T extends @Nullable Object> {

  private final StepKey<T> key;
  private final MethodSettings settings = new MethodSettings(RetryPolicy.OF_STEPS);
  private boolean pivot;
  private @Nullable String noCompensation;
  private @Nullable Call<T> call;

  StepBuilder(StepKey<T> key) {
    this.key = key;
  }

  /**
   * Makes the step come after others though it takes nothing from them.
   *
   * @param steps the others
   * @return this
   */
  public StepBuilder<T> after(StepKey<?>... steps) {
    settings.after(steps);
    return this;
  }

  /**
   * Makes the step transactional though it takes neither a connection nor a {@code DSLContext}.
   *
   * @return this
   */
  public StepBuilder<T> transactional() {
    settings.transactional();
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
    settings.retry(policy);
    return this;
  }

  /**
   * Limits one attempt.
   *
   * @param limit how long it may take, more than zero
   * @return this
   */
  public StepBuilder<T> timeout(Duration limit) {
    settings.timeout(limit);
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

  /**
   * Says what the step does.
   *
   * @param method the method and where its arguments come from
   */
  public void runs(Call<T> method) {
    call = method;
  }

  StepKey<T> key() {
    return key;
  }

  MethodSettings settings() {
    return settings;
  }

  boolean isPivot() {
    return pivot;
  }

  @Nullable String noCompensation() {
    return noCompensation;
  }

  @Nullable Call<T> call() {
    return call;
  }

  StepDefinition<T> define(Call<T> method, @Nullable CompensationDefinition compensation) {
    return new StepDefinition<>(
        key,
        method,
        settings.kind(method),
        settings.after(),
        settings.retry(),
        settings.timeout(),
        noCompensation,
        compensation);
  }
}
