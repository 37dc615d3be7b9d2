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
 */
public record Edge(StepOutline before, StepOutline after, Place place, Reason reason, String text) {

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
        before, after, place, Reason.DATA, after + " takes " + type + " from " + before);
  }

  static Edge ofOrder(StepOutline before, StepOutline after, Place place) {
    return new Edge(before, after, place, Reason.AFTER, after + " is after " + before);
  }
}
