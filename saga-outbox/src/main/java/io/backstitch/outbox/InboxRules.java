package io.backstitch.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a consumer and the id of a message must keep to. */
final class InboxRules {

  private static final int SHOWN_CHARS = 100;

  private InboxRules() {}

  static void check(@Nullable String consumer, List<String> messageIds) {
    text("the consumer", consumer, Inbox.MAX_CONSUMER_BYTES, "Give it a short name of its own.");
    for (String id : messageIds) {
      text(
          "the message id",
          id,
          Inbox.MAX_ID_BYTES,
          "Take the id that the sender gave it ('"
              + CloudEventAttributes.ID
              + "'), or a hash of what tells it apart.");
    }
  }

  private static void text(String what, @Nullable String text, int longest, String remedy) {
    if (text == null
        || text.isEmpty()
        || !StorableText.isStorable(text)
        || !StorableText.fits(text, longest)) {
      throw new IllegalArgumentException(
          "The inbox was given %s %s, which must have 1 to %d bytes in UTF-8, without U+0000 and half characters. Nothing was noted or handled. %s"
              .formatted(
                  what,
                  text == null ? "null" : "'" + StorableText.storable(text, SHOWN_CHARS) + "'",
                  longest,
                  remedy));
    }
  }
}
