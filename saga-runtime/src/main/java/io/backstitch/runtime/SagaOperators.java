package io.backstitch.runtime;

import io.backstitch.outbox.StorableText;
import org.jspecify.annotations.Nullable;

/** Where {@link SagaOperations} come from, and what all of them work with. */
record SagaOperators(OperatorDesk desk, SagaSelection selection, Runnable callCaretaker) {

  private static final int LONGEST_ACTOR = 200;
  private static final int LONGEST_REASON = 2_000;

  SagaOperations operations(@Nullable String actor, @Nullable String reason) {
    OperatorAction.By by =
        new OperatorAction.By(
            text("actor", actor, LONGEST_ACTOR), text("reason", reason, LONGEST_REASON));
    return new SagaOperations(this, by);
  }

  private static String text(String what, @Nullable String text, int longest) {
    if (text == null
        || text.isBlank()
        || text.length() > longest
        || text.indexOf('\0') >= 0
        || StorableText.hasHalfCharacter(text)) {
      throw new IllegalArgumentException(
          "SagaEngine.operations was given the %s %s, which must have 1 to %,d characters, not be blank, and be storable as UTF-8 without U+0000. Nothing was changed. Say who acts and why: the journal keeps it."
              .formatted(what, text == null ? "null" : "'" + text + "'", longest));
    }
    return text;
  }
}
