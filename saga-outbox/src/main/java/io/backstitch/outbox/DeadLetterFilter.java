package io.backstitch.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those to which all that is said here applies. Immutable; each
 * method returns a narrower filter. Texts are compared as they are, with upper and lower case.
 *
 * <pre>{@code
 * DeadLetterFilter.all().destination("orders").reasonContains("UNKNOWN_TOPIC")
 * }</pre>
 */
public final class DeadLetterFilter {

  private static final DeadLetterFilter ALL =
      new DeadLetterFilter(new Envelope(null, null, null), null, new Times(null, null));

  /** What is said on the envelope; null where that does not matter. */
  record Envelope(@Nullable String destination, @Nullable String key, @Nullable String type) {}

  /** Between which moments it died, itself not included; null where that does not matter. */
  record Times(@Nullable Instant after, @Nullable Instant before) {}

  private final Envelope envelope;
  private final @Nullable String reasonPart;
  private final Times died;

  private DeadLetterFilter(Envelope envelope, @Nullable String reasonPart, Times died) {
    this.envelope = envelope;
    this.reasonPart = reasonPart;
    this.died = died;
  }

  /**
   * All dead letters.
   *
   * @return a filter that excludes none
   */
  public static DeadLetterFilter all() {
    return ALL;
  }

  /**
   * Only messages to one destination.
   *
   * @param destination all of its name
   * @return the narrower filter
   * @throws IllegalArgumentException if no destination can be so
   */
  public DeadLetterFilter destination(String destination) {
    return with(
        new Envelope(storable("destination", destination), envelope.key(), envelope.type()));
  }

  /**
   * Only messages of one key.
   *
   * @param key all of it
   * @return the narrower filter
   * @throws IllegalArgumentException if no key can be so
   */
  public DeadLetterFilter key(String key) {
    return with(new Envelope(envelope.destination(), storable("key", key), envelope.type()));
  }

  /**
   * Only messages of one type.
   *
   * @param type all of its name
   * @return the narrower filter
   * @throws IllegalArgumentException if no type can be so
   */
  public DeadLetterFilter type(String type) {
    return with(new Envelope(envelope.destination(), envelope.key(), storable("type", type)));
  }

  /**
   * Only messages of whose reason this is a part.
   *
   * @param part some of what the broker said
   * @return the narrower filter
   * @throws IllegalArgumentException if no reason can contain it
   */
  public DeadLetterFilter reasonContains(String part) {
    return new DeadLetterFilter(envelope, storable("reasonContains", part), died);
  }

  /**
   * Only messages that died after a moment, by the database's clock.
   *
   * @param moment those that died exactly then are not meant
   * @return the narrower filter
   */
  public DeadLetterFilter diedAfter(Instant moment) {
    return new DeadLetterFilter(envelope, reasonPart, new Times(moment, died.before()));
  }

  /**
   * Only messages that died before a moment, by the database's clock.
   *
   * @param moment those that died exactly then are not meant
   * @return the narrower filter
   */
  public DeadLetterFilter diedBefore(Instant moment) {
    return new DeadLetterFilter(envelope, reasonPart, new Times(died.after(), moment));
  }

  private DeadLetterFilter with(Envelope narrower) {
    return new DeadLetterFilter(narrower, reasonPart, died);
  }

  private static String storable(String setting, @Nullable String text) {
    if (text == null || !StorableText.isStorable(text)) {
      throw new IllegalArgumentException(
          "DeadLetterFilter.%s was given %s, but needs a text without U+0000 and half characters. Nothing was looked up or changed. Give such a text, or leave the call out."
              .formatted(
                  setting, text == null ? "null" : "'" + StorableText.storable(text, 100) + "'"));
    }
    return text;
  }

  Envelope envelope() {
    return envelope;
  }

  @Nullable String reasonPart() {
    return reasonPart;
  }

  Times died() {
    return died;
  }
}
