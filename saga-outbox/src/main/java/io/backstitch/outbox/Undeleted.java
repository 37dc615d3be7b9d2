package io.backstitch.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Messages that the broker has, although nobody knows whether their deletion was committed: not to
 * be sent a second time from here.
 */
final class Undeleted {

  private final Map<UUID, Place> places = new HashMap<>();

  boolean contains(StoredMessage message) {
    return places.containsKey(message.message().id());
  }

  void add(List<StoredMessage> delivered) {
    delivered.forEach(
        message -> places.put(message.message().id(), new Place(message.lane(), message.id())));
  }

  void remove(List<StoredMessage> deleted) {
    deleted.forEach(message -> places.remove(message.message().id()));
  }

  void clear() {
    places.clear();
  }

  /**
   * Forgets those that are not in the outbox any more: the commit had come through after all, or
   * another relay has sent and deleted them.
   *
   * @param batch what was found
   * @param lanes where it was looked for, while this relay holds them
   */
  void forgetGone(Batch batch, List<Short> lanes) {
    if (places.isEmpty()) {
      return;
    }
    Set<UUID> there =
        batch.messages().stream()
            .map(message -> message.message().id())
            .collect(Collectors.toSet());
    Map<Short, Long> readUpTo = batch.readUpTo(lanes);
    places
        .entrySet()
        .removeIf(entry -> entry.getValue().isWithin(readUpTo) && !there.contains(entry.getKey()));
  }

  private record Place(short lane, long id) {

    boolean isWithin(Map<Short, Long> readUpTo) {
      return id <= readUpTo.getOrDefault(lane, Long.MIN_VALUE);
    }
  }
}
