package io.backstitch.graph;

import java.util.Optional;

/** The name that is stored with what a step did. */
public final class NameOfStep {

  private static final int LONGEST = 100;

  private NameOfStep() {}

  /** Why a step cannot be called so, as half a sentence. */
  public static Optional<String> objection(String name) {
    if (name.isBlank()) {
      return Optional.of("it is blank");
    }
    if (name.length() > LONGEST) {
      return Optional.of("it has " + name.length() + " characters");
    }
    return name.codePoints().allMatch(OneLine::isPrintable)
        ? Optional.empty()
        : Optional.of("not all of it can be printed and stored");
  }
}
