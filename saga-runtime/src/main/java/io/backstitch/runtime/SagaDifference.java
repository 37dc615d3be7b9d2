package io.backstitch.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a saga between two moments.
 *
 * @param before the status at the first moment; null if the saga was not there yet
 * @param after the status at the second
 * @param steps the steps whose phase changed, in the order of the graph
 * @param facts what was recorded after the first moment, up to the second
 */
public record SagaDifference(
    @Nullable SagaStatus before,
    SagaStatus after,
    List<StepChange> steps,
    List<JournalEntry> facts) {

  /** Copies the lists. */
  public SagaDifference {
    steps = List.copyOf(steps);
    facts = List.copyOf(facts);
  }

  /**
   * A step that got on, or was undone.
   *
   * @param step its name
   * @param before how far it was at the first moment
   * @param after how far it was at the second
   */
  public record StepChange(String step, StepPhase before, StepPhase after) {}
}
