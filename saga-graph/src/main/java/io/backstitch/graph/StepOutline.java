package io.backstitch.graph;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step as a node of the graph; equal to itself only.
 *
 * @param name its name
 * @param title how a message calls it
 * @param method what runs
 * @param returns the type of its result, if it returns something
 * @param pivot whether it is the point of no return
 * @param noCompensation why there is nothing to undo, if that is said
 * @param certainty whether all that it takes is known
 */
public record StepOutline(
    Said<String> name,
    String title,
    MethodOutline method,
    Optional<OutlineType> returns,
    Said<Boolean> pivot,
    Optional<Said<String>> noCompensation,
    Certainty certainty) {

  /** Whether all that a method takes is known. */
  public enum Certainty {
    SURE,
    /** More may come before it than is known, because of a mistake in what it takes. */
    UNSETTLED,
    /** It is a step and a compensation at once, so that nobody knows which was meant. */
    TWO_THINGS
  }

  boolean isPivot() {
    return pivot.value();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return name.value();
  }
}
