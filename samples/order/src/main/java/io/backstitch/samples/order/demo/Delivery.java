package io.backstitch.samples.order.demo;

import java.util.UUID;

/**
 * A message as a consumer got it.
 *
 * @param id the message's own id, the same in every delivery
 * @param destination the topic
 * @param key its key
 * @param type its type
 */
record Delivery(UUID id, String destination, String key, String type) {

  /** Within a line, order is promised. */
  Line line() {
    return new Line(destination, key);
  }

  /** The messages of one key on one topic. */
  record Line(String destination, String key) {}
}
