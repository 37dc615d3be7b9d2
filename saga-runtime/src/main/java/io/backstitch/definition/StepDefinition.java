package io.backstitch.definition;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a saga.
 *
 * @param key its name and the type of its result
 * @param call the method and where its arguments come from
 * @param kind transactional or remote
 * @param after steps that come before it though it takes nothing from them
 * @param retry what happens after a failed attempt
 * @param timeout how long one attempt may take, or null for no limit
 * @param noCompensation why there is nothing to undo, or null where that was not said
 * @param compensation what undoes it, or null
 * @param <T> the result
 */
public record StepDefinition<T extends @Nullable Object>(
    StepKey<T> key,
    Call<T> call,
    StepKind kind,
    Set<String> after,
    RetryPolicy retry,
    @Nullable Duration timeout,
    @Nullable String noCompensation,
    @Nullable CompensationDefinition compensation) {

  /** Copies the set. */
  public StepDefinition {
    after = Set.copyOf(after);
  }

  /**
   * The step's name.
   *
   * @return the name stored with its result
   */
  public String name() {
    return key.name();
  }
}
