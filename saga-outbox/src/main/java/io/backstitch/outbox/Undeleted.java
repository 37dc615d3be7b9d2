package io.backstitch.outbox;

import java.util.HashSet;
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

  private final Set<Place> places = new HashSet<>();

  boolean contains(StoredMessage message) {
    return places.contains(Place.of(message));
  }

  void add(List<StoredMessage> delivered) {
    delivered.forEach(message -> places.add(Place.of(message)));
  }

  /** Their deletion was committed, or nothing is there any more. */
  void clear() {
    places.clear();
  }

  /**
   * Forgets those that are not in the outbox any more: the commit had come through after all, or
   * another relay has sent and deleted them.
   *
   * @param batch what was found where, while this relay holds the lanes
   */
  void forgetGone(Batch batch) {
    if (places.isEmpty()) {
      return;
    }
    Set<Place> there = batch.messages().stream().map(Place::of).collect(Collectors.toSet());
    places.removeIf(place -> place.isWithin(batch.readUpTo()) && !there.contains(place));
  }

  void remove(List<StoredMessage> deleted) {
    if (!places.isEmpty()) {
      deleted.forEach(message -> places.remove(Place.of(message)));
    }
  }

  /**
   * A message and its place. The place alone is not enough: a database that has crashed may give it
   * to another message.
   */
  private record Place(short lane, long id, UUID message) {

    static Place of(StoredMessage stored) {
      return new Place(stored.lane(), stored.id(), stored.message().id());
    }

    boolean isWithin(Map<Short, Long> readUpTo) {
      return id <= readUpTo.getOrDefault(lane, Long.MIN_VALUE);
    }
  }
}
