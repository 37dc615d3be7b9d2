package io.backstitch.samples.order.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** All deliveries in the order in which they arrived. Safe for use by several threads. */
final class DeliveredEvents {

  private final List<Delivery> first = new ArrayList<>();
  private final Set<UUID> seen = new HashSet<>();
  private int again;

  synchronized void add(Delivery delivery) {
    if (seen.add(delivery.id())) {
      first.add(delivery);
    } else {
      again++;
    }
  }

  /** How many different messages have arrived. */
  synchronized int distinct() {
    return first.size();
  }

  /** How many deliveries were of a message that had arrived before. */
  synchronized int duplicates() {
    return again;
  }

  synchronized boolean contains(UUID id) {
    return seen.contains(id);
  }

  /** The messages of each key on each topic, in the order of their first arrival. */
  synchronized Map<Delivery.Line, List<Delivery>> lines() {
    Map<Delivery.Line, List<Delivery>> lines = new LinkedHashMap<>();
    for (Delivery delivery : first) {
      lines.computeIfAbsent(delivery.line(), line -> new ArrayList<>()).add(delivery);
    }
    return lines;
  }
}
