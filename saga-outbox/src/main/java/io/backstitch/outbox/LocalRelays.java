package io.backstitch.outbox;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The relays that run in this JVM, so that whoever commits messages in it can wake them. */
final class LocalRelays {

  private static final Map<OutboxPlace, Set<Runnable>> RUNNING = new ConcurrentHashMap<>();

  private LocalRelays() {}

  static void add(OutboxPlace place, Runnable wake) {
    RUNNING.computeIfAbsent(place, key -> ConcurrentHashMap.newKeySet()).add(wake);
  }

  static void remove(OutboxPlace place, Runnable wake) {
    RUNNING.computeIfPresent(
        place,
        (key, relays) -> {
          relays.remove(wake);
          return relays.isEmpty() ? null : relays;
        });
  }

  static void wake(OutboxPlace place) {
    RUNNING.getOrDefault(place, Set.of()).forEach(Runnable::run);
  }
}
