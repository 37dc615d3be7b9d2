package io.backstitch.broker.tck;

import io.backstitch.outbox.CloudEventAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as a consumer finds it on the broker. Immutable.
 *
 * <p>Its attributes have the names that {@link CloudEventAttributes} gives them, whatever they are
 * called on the wire, and are decoded if the wire needs a code; what the transport adds of its own
 * is left out.
 */
public final class Received {

  private final Map<String, String> attributes;
  private final byte[] payload;

  /**
   * What was found.
   *
   * @param attributes all that stood beside the payload
   * @param payload the content, byte for byte
   */
  public Received(Map<String, String> attributes, byte[] payload) {
    this.attributes = Map.copyOf(attributes);
    this.payload = payload.clone();
  }

  /**
   * The id of the message, by which consumers tell a duplicate.
   *
   * @return the attribute {@code ce_id}; empty if it is missing
   */
  public String id() {
    return attributes.getOrDefault(CloudEventAttributes.ID, "");
  }

  /**
   * Whose messages it must not overtake.
   *
   * @return the attribute {@code ce_partitionkey}; empty if it is missing
   */
  public String key() {
    return attributes.getOrDefault("ce_partitionkey", "");
  }

  /**
   * What happened.
   *
   * @return the attribute {@code ce_type}; empty if it is missing
   */
  public String type() {
    return attributes.getOrDefault("ce_type", "");
  }

  /**
   * All that stood beside the payload.
   *
   * @return names and values; cannot be changed
   */
  public Map<String, String> attributes() {
    return attributes;
  }

  /**
   * The content.
   *
   * @return a copy of the bytes
   */
  public byte[] payload() {
    return payload.clone();
  }

  byte[] payloadUncopied() {
    return payload;
  }

  /** Names the message without its content. */
  @Override
  public String toString() {
    return "message with %d bytes and %s"
        .formatted(payload.length, new LinkedHashMap<>(attributes));
  }
}
