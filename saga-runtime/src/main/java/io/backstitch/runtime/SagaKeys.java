package io.backstitch.runtime;

import io.backstitch.definition.SagaType;
import io.backstitch.outbox.StorableText;
import org.jspecify.annotations.Nullable;

/** What can be the key of a saga. */
final class SagaKeys {

  private static final int LONGEST = 255;

  private SagaKeys() {}

  static void check(SagaType<?, ?> saga, @Nullable String key, @Nullable Object input) {
    if (key == null) {
      throw notStarted(saga, "its key is null", "Give the business key, such as the order number.");
    }
    if (key.isBlank() || key.length() > LONGEST) {
      throw notStarted(
          saga,
          "its key has " + key.length() + " characters",
          "A key has 1 to " + LONGEST + " characters and is not blank; hash a longer one.");
    }
    if (key.indexOf('\0') >= 0) {
      throw notStarted(
          saga,
          "its key contains the character U+0000, which PostgreSQL cannot store",
          "Remove it.");
    }
    if (StorableText.hasHalfCharacter(key)) {
      throw notStarted(
          saga,
          "its key " + SagaValues.HALF_CHARACTER,
          "Cut texts between whole characters, or make the key of other data.");
    }
    if (input == null && saga.input().type() != Void.class) {
      throw notStarted(saga, "the input of '" + key + "' is null", "Give a " + saga.input() + ".");
    }
  }

  private static IllegalArgumentException notStarted(
      SagaType<?, ?> saga, String problem, String mend) {
    return new IllegalArgumentException(
        "Saga %s was not started: %s. Nothing was written. %s".formatted(saga, problem, mend));
  }
}
