package io.backstitch.graph;

import io.backstitch.graph.StepOutline.Certainty;
import java.util.List;
import java.util.Set;

/**
 * What undoes a step.
 *
 * @param step the name of the step
 * @param title how a message calls it
 * @param method what runs
 * @param takes the results that it takes
 * @param types the full names of all types that it takes, or takes in an {@code Optional}
 * @param certainty whether all that it takes is known
 */
public record CompensationOutline(
    Said<String> step,
    String title,
    MethodOutline method,
    List<Taken> takes,
    Set<String> types,
    Certainty certainty) {

  /**
   * A result that a compensation takes.
   *
   * @param step whose result
   * @param place where that is said
   * @param form whether it has to be there
   */
  public record Taken(StepOutline step, Place place, Form form) {}

  /** Whether a result has to be there. */
  public enum Form {
    PLAIN,
    /** An {@code Optional} of it, empty where nobody knows whether the step took effect. */
    IF_KNOWN
  }

  /** Copies the collections. */
  public CompensationOutline {
    takes = List.copyOf(takes);
    types = Set.copyOf(types);
  }

  /** Whether it certainly is a compensation and not a step. */
  boolean isOneThing() {
    return certainty != Certainty.TWO_THINGS;
  }

  /** Whether it can undo a step of which nobody knows whether it took effect. */
  boolean canUndoUnknownOutcome() {
    return takes.stream().anyMatch(taken -> taken.form() == Form.IF_KNOWN);
  }
}
