package io.backstitch.definition;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What undoes a step.
 *
 * @param step the step's name
 * @param call the method and where its arguments come from
 * @param kind transactional or remote
 * @param after steps whose compensations must be done before, beyond what the graph says
 * @param retry what happens after a failed attempt
 * @param timeout how long one attempt may take, or null for no limit
 */
public record CompensationDefinition(
    String step,
    Call<Void> call,
    StepKind kind,
    Set<String> after,
    RetryPolicy retry,
    @Nullable Duration timeout) {

  /** Copies the set. */
  public CompensationDefinition {
    after = Set.copyOf(after);
  }

  /**
   * Whether it can undo a step of which nobody knows whether it took effect.
   *
   * @return true where it takes {@code Optional} of the step's result
   */
  public boolean canUndoUnknownOutcome() {
    return call.arguments().stream().anyMatch(Argument.ResultIfKnown.class::isInstance);
  }
}
