package io.backstitch.runtime;

import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaType;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.StorableText;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The border between values and stored JSON: what does not fit through is refused here, with a
 * message, before anything is written.
 */
final class SagaValues {

  /** What is wrong with a text that {@link StorableText#hasHalfCharacter}. */
  static final String HALF_CHARACTER =
      "contains half a character (an unpaired surrogate), which UTF-8 cannot express and would be stored as '?'";

  private static final int MOST_BYTES_OF_A_CHAR = 3;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|.)");

  private final SagaCodec codec;
  private final int mostBytes;

  SagaValues(SagaCodec codec, int mostBytes) {
    if (mostBytes < 1) {
      throw new IllegalArgumentException(
          "The engine cannot be built: maxPayloadBytes is "
              + mostBytes
              + ", but must be 1 or more.");
    }
    this.codec = codec;
    this.mostBytes = mostBytes;
  }

  /** The input of a saga that is to be started. */
  String encodeInput(SagaType<?, ?> saga, String key, @Nullable Object input) {
    try {
      return encodeReadably(input, saga.input());
    } catch (NotStorableException e) {
      throw new IllegalArgumentException(
          "Saga %s '%s' was not started: its input, a %s, %s. Nothing was written. %s"
              .formatted(saga, key, saga.input(), e.getMessage(), e.mend()),
          e.getCause());
    }
  }

  /** Encodes a value and makes sure that it can be read again, now and not only after a crash. */
  String encodeReadably(@Nullable Object value, DataType<?> type) throws NotStorableException {
    String json = encode(value, type);
    decode(json, type);
    return json;
  }

  private String encode(@Nullable Object value, DataType<?> type) throws NotStorableException {
    String json;
    try {
      json = codec.encode(value, type.type());
    } catch (RuntimeException | StackOverflowError e) {
      throw new NotStorableException("cannot be encoded", e);
    }
    requireFits(json);
    String text = unescaped(json);
    if (text.indexOf('\0') >= 0) {
      throw new NotStorableException(
          "contains the character U+0000, which PostgreSQL cannot store", "Remove it.");
    }
    if (hasHalfCharacter(json, text)) {
      throw new NotStorableException(HALF_CHARACTER, "Cut texts between whole characters.");
    }
    return json;
  }

  private void requireFits(String json) throws NotStorableException {
    if (json.length() <= mostBytes / MOST_BYTES_OF_A_CHAR) {
      return;
    }
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > mostBytes) {
      throw new NotStorableException(
          "takes %,d bytes as JSON, more than the %,d that are allowed".formatted(bytes, mostBytes),
          "Store large data elsewhere and pass its key, or raise maxPayloadBytes of the engine.");
    }
  }

  /** As it stands, or after its escapes have been read. */
  private static boolean hasHalfCharacter(String json, String unescaped) {
    return StorableText.hasHalfCharacter(json)
        || (!unescaped.equals(json) && StorableText.hasHalfCharacter(unescaped));
  }

  /**
   * The JSON with each character that was written by its number in its place, and a blank for each
   * other escape: so a backslash that is escaped itself does not escape what follows it.
   */
  private static String unescaped(String json) {
    return json.contains("\\u") ? ESCAPE.matcher(json).replaceAll(SagaValues::character) : json;
  }

  private static String character(MatchResult escape) {
    String number = escape.group(1);
    return number == null
        ? " "
        : Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(number, 16)));
  }

  @Nullable Object decode(String json, DataType<?> type) throws NotStorableException {
    try {
      return codec.decode(json, type.type());
    } catch (RuntimeException | StackOverflowError e) {
      throw new NotStorableException("cannot be read back from its JSON", e);
    }
  }

  /**
   * A saga's end with its result decoded. The cast is safe: it is decoded as the type that {@code
   * saga} carries.
   */
  @SuppressWarnings({"unchecked", "NullAway"})
  <R extends @Nullable Object> SagaOutcome<R> outcome(SagaType<?, R> saga, SagaEnd end) {
    return switch (end.status()) {
      case COMPLETED -> new SagaOutcome.Completed<>((R) result(saga, end));
      case COMPENSATED -> new SagaOutcome.Compensated<>(end.failureOrThrow());
      default -> new SagaOutcome.Parked<>(end.reasonOrThrow());
    };
  }

  private @Nullable Object result(SagaType<?, ?> saga, SagaEnd end) {
    String json = end.result();
    if (json == null) {
      return null;
    }
    try {
      return decode(json, saga.result());
    } catch (NotStorableException e) {
      throw new IllegalStateException(
          "Saga %s completed, but its result, a %s, %s. The saga is done and stays so. Ask with the type of the version that it began with."
              .formatted(saga, saga.result(), e.getMessage()),
          e);
    }
  }

  /** An event as a step publishes it. */
  OutboxMessage event(String destination, String sagaKey, Object event) {
    String json;
    try {
      json = codec.encode(event, event.getClass());
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The event for %s, a %s, cannot be encoded: %s. It was not published."
              .formatted(destination, event.getClass().getName(), e.getMessage()),
          e);
    }
    if (hasHalfCharacter(json, unescaped(json))) {
      throw new IllegalArgumentException(
          "The event for %s, a %s, %s. It was not published. Cut texts between whole characters."
              .formatted(destination, event.getClass().getName(), HALF_CHARACTER));
    }
    return OutboxMessage.to(destination)
        .key(sagaKey)
        .type(event.getClass().getSimpleName())
        .payload(json.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
