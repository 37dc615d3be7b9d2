package io.backstitch.graph;

import java.util.Locale;

/**
 * One reason why a step comes after another.
 *
 * @param before the one that comes first
 * @param after the one that waits
 * @param place where that is said
 * @param reason why
 * @param text the same in words, from the view of the one that waits
 * @param basis whether it is said so, or guessed
 */
public record Edge(
    StepOutline before, StepOutline after, Place place, Reason reason, String text, Basis basis) {

  /** Whether an edge is certain. */
  public enum Basis {
    SAID,
    /** What is said names no step, and this is the one that was probably meant. */
    GUESSED
  }

  /** Why a step comes after another. */
  public enum Reason {
    /** It takes the other's result. */
    DATA,
    /** It says so by {@code after}. */
    AFTER;

    /** It as drawings write it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A step takes the result of another. */
  public static Edge ofData(StepOutline before, StepOutline after, Place place, String type) {
    return new Edge(
        before,
        after,
        place,
        Reason.DATA,
        after + " takes " + type + " from " + before,
        Basis.SAID);
  }

  static Edge ofOrder(StepOutline before, StepOutline after, Place place) {
    return new Edge(before, after, place, Reason.AFTER, after + " is after " + before, Basis.SAID);
  }

  /** The same where the step before is only the one that was probably meant. */
  public Edge guessed() {
    return new Edge(before, after, place, reason, text, Basis.GUESSED);
  }

  boolean isGuessed() {
    return basis == Basis.GUESSED;
  }
}
