package io.backstitch.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to reach a broker: where it goes, what it is, and whose turn it must wait for.
 * Immutable.
 *
 * <pre>{@code
 * OutboxMessage.to("orders").key(orderId).type("order.placed").payload(json).build()
 * }</pre>
 *
 * <p>Messages of one destination and one key arrive in the order in which they were appended; those
 * of different keys overtake each other.
 */
public final class OutboxMessage {

  /** The longest payload, in bytes: 1 MiB, about as much as a Kafka broker takes unless told to. */
  public static final int MAX_PAYLOAD_BYTES = 1024 * 1024;

  /** The longest destination and the longest type, in bytes of UTF-8. */
  public static final int MAX_NAME_BYTES = 255;

  /** The longest key, in bytes of UTF-8. */
  public static final int MAX_KEY_BYTES = 1024;

  /** The most bytes of UTF-8 that the names and values of all headers may take together. */
  public static final int MAX_HEADER_BYTES = 16 * 1024;

  private final UUID id;
  private final String destination;
  private final String key;
  private final String type;
  private final Map<String, String> headers;
  private final byte[] payload;
  private final @Nullable Instant createdAt;

  /** Trusts its arguments: they come from a builder that looked at them, or from the tables. */
  OutboxMessage(
      UUID id,
      Address address,
      Map<String, String> headers,
      byte[] payload,
      @Nullable Instant createdAt) {
    this.id = id;
    this.destination = address.destination();
    this.key = address.key();
    this.type = address.type();
    this.headers = headers;
    this.payload = payload;
    this.createdAt = createdAt;
  }

  /** What it says on the envelope. */
  record Address(String destination, String key, String type) {}

  /**
   * Begins a message.
   *
   * @param destination a topic, an exchange, a stream: what the broker calls a place
   * @return a builder that still needs a type
   */
  public static Builder to(String destination) {
    return new Builder(destination);
  }

  /**
   * The same message for several destinations: this one and a copy for each of the others, all with
   * one id. Append or publish them together; from then on each goes its own way: one that is
   * refused keeps nothing from the others, and neither does a broker that is away, if it has a
   * {@link OutboxRelay.Builder#route route} of its own. A consumer that reads several of these
   * destinations tells them for one message.
   *
   * @param destinations others than this message's
   * @return this message first, then the copies in the order given
   * @throws IllegalArgumentException if a destination could not be one, or is named twice
   */
  public List<OutboxMessage> alsoTo(String... destinations) {
    Set<String> taken = new HashSet<>(Set.of(destination));
    List<OutboxMessage> all = new ArrayList<>(List.of(this));
    for (String other : destinations) {
      String name = new MessageRules(other).name("destination", other);
      if (!taken.add(name)) {
        throw new IllegalArgumentException(
            "%s was to go to '%s' twice. No copy was made. Name each destination once."
                .formatted(this, name));
      }
      all.add(new OutboxMessage(id, new Address(name, key, type), headers, payload, createdAt));
    }
    return all;
  }

  /**
   * Stays the same however often the message is delivered, so receivers can tell a duplicate.
   *
   * @return a time-ordered UUID, made by {@link Builder#build()}
   */
  public UUID id() {
    return id;
  }

  /**
   * Where it goes.
   *
   * @return the name of the place, as the broker knows it
   */
  public String destination() {
    return destination;
  }

  /**
   * Whose messages it must not overtake: what it is about, such as the number of an order.
   *
   * @return the key; the id as text where none was given
   */
  public String key() {
    return key;
  }

  /**
   * What happened, such as {@code order.placed}.
   *
   * @return the type
   */
  public String type() {
    return type;
  }

  /**
   * What else goes with it, such as a trace.
   *
   * @return names and values in the order they were given; cannot be changed
   */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The content.
   *
   * @return a copy of the bytes
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * How long the content is.
   *
   * @return its length in bytes
   */
  public int size() {
    return payload.length;
  }

  byte[] payloadUncopied() {
    return payload;
  }

  /**
   * When it was appended, by the clock of the database.
   *
   * @return the time; empty before it was appended and read again
   */
  public Optional<Instant> createdAt() {
    return Optional.ofNullable(createdAt);
  }

  /** Names the message without its content, which is nobody's business in a log. */
  @Override
  public String toString() {
    return "message " + id + " of type '" + type + "' to '" + destination + "'";
  }

  /**
   * Builds messages; each call of {@link #build()} makes a new one with an id of its own. What
   * could not be stored or sent is refused where it is given, with an {@link
   * IllegalArgumentException}.
   */
  public static final class Builder {

    private final String destination;
    private final MessageRules rules;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String key;
    private @Nullable String type;
    private byte[] payload = {};

    private Builder(String destination) {
      this.rules = new MessageRules(destination);
      this.destination = rules.name("destination", destination);
    }

    /**
     * Says whose messages this one must not overtake.
     *
     * @param key up to {@value OutboxMessage#MAX_KEY_BYTES} bytes
     * @return this
     */
    public Builder key(String key) {
      this.key = rules.key(key);
      return this;
    }

    /**
     * Says what happened. Required.
     *
     * @param type up to {@value OutboxMessage#MAX_NAME_BYTES} bytes
     * @return this
     */
    public Builder type(String type) {
      this.type = rules.name("type", type);
      return this;
    }

    /**
     * Adds a header, or replaces the one of that name.
     *
     * @param name not blank
     * @param value may be empty
     * @return this
     */
    public Builder header(String name, String value) {
      rules.header(name, value);
      headers.put(name, value);
      return this;
    }

    /**
     * Gives it its content; empty unless called.
     *
     * @param payload up to {@value OutboxMessage#MAX_PAYLOAD_BYTES} bytes, which are copied
     * @return this
     */
    public Builder payload(byte[] payload) {
      this.payload = rules.payload(payload).clone();
      return this;
    }

    /**
     * Makes the message.
     *
     * @return the message
     * @throws IllegalArgumentException if it has no type, or too many headers
     */
    public OutboxMessage build() {
      UUID id = TimeOrderedId.next();
      rules.headers(headers);
      return new OutboxMessage(
          id,
          new Address(destination, key == null ? id.toString() : key, rules.name("type", type)),
          Collections.unmodifiableMap(new LinkedHashMap<>(headers)),
          payload,
          null);
    }
  }
}
