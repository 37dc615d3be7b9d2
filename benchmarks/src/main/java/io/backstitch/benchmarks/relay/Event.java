package io.backstitch.benchmarks.relay;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What the floors send: the same as the relay makes of its messages. */
final class Event {

  static final String DESTINATION = "events";
  static final String TYPE = "order.placed";

  private static final String SOURCE = "/backstitch";

  private final UUID id;
  private final String key;
  private final Instant createdAt;
  private final byte[] payload;

  /** Keeps the payload itself, which nobody changes. */
  Event(UUID id, String key, Instant createdAt, byte[] payload) {
    this.id = id;
    this.key = key;
    this.createdAt = createdAt;
    this.payload = payload;
  }

  UUID id() {
    return id;
  }

  String key() {
    return key;
  }

  Instant createdAt() {
    return createdAt;
  }

  byte[] payload() {
    return payload;
  }

  /** What stands beside the payload, in the order in which every adapter sends it. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("ce_specversion", "1.0");
    attributes.put("ce_id", id.toString());
    attributes.put("ce_source", SOURCE);
    attributes.put("ce_type", TYPE);
    attributes.put("ce_time", createdAt.toString());
    attributes.put("ce_partitionkey", key);
    return attributes;
  }
}
