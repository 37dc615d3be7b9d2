package io.backstitch.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message must keep to so that PostgreSQL can store it and brokers can carry it. */
final class MessageRules {

  private final @Nullable String destination;

  MessageRules(@Nullable String destination) {
    this.destination = destination;
  }

  String name(String what, @Nullable String name) {
    if (name == null || name.isBlank()) {
      throw refused("has no " + what, "Give it one that is not blank.");
    }
    return text(what, name, OutboxMessage.MAX_NAME_BYTES);
  }

  String key(@Nullable String key) {
    if (key == null) {
      throw refused("has a key that is null", "Give it one, or leave out key(...) to use its id.");
    }
    return text("key", key, OutboxMessage.MAX_KEY_BYTES);
  }

  void header(@Nullable String name, @Nullable String value) {
    if (name == null || name.isBlank() || value == null) {
      throw refused("has a header without a name or a value", "Give it both or leave it out.");
    }
    if (CloudEventAttributes.OURS.contains(name)) {
      throw refused(
          "has a header '" + name + "', which the message itself says on every broker",
          "Leave it out, or give the header another name.");
    }
    text("header name", name, OutboxMessage.MAX_HEADER_BYTES);
    text(
        "header '" + StorableText.storable(name, 100) + "'", value, OutboxMessage.MAX_HEADER_BYTES);
  }

  void headers(Map<String, String> headers) {
    int bytes =
        headers.entrySet().stream()
            .mapToInt(h -> StorableText.bytes(h.getKey()) + StorableText.bytes(h.getValue()))
            .sum();
    if (bytes > OutboxMessage.MAX_HEADER_BYTES) {
      throw refused(
          "has headers of %,d bytes, and %,d are allowed"
              .formatted(bytes, OutboxMessage.MAX_HEADER_BYTES),
          "Move some of it into the payload.");
    }
  }

  byte[] payload(byte @Nullable [] payload) {
    if (payload == null) {
      throw refused("has a payload that is null", "Leave out payload(...) for an empty one.");
    }
    if (payload.length > OutboxMessage.MAX_PAYLOAD_BYTES) {
      throw refused(
          "has a payload of %,d bytes, and %,d are allowed"
              .formatted(payload.length, OutboxMessage.MAX_PAYLOAD_BYTES),
          "Store the content elsewhere and send where it is.");
    }
    return payload;
  }

  private String text(String what, String text, int longest) {
    if (!StorableText.isStorable(text)) {
      throw refused(
          "has a %s with a NUL character or half a surrogate pair, which PostgreSQL cannot store"
              .formatted(what),
          "Encode it, for example as Base64.");
    }
    if (!StorableText.fits(text, longest)) {
      throw refused(
          "has a %s of %,d bytes in UTF-8, and %,d are allowed"
              .formatted(what, StorableText.bytes(text), longest),
          "Use a shorter one, or put it into the payload.");
    }
    return text;
  }

  private IllegalArgumentException refused(String wrong, String remedy) {
    return new IllegalArgumentException(
        "A message to '%s' %s. It was not built, so nothing was stored. %s"
            .formatted(StorableText.storable(String.valueOf(destination), 100), wrong, remedy));
  }
}
