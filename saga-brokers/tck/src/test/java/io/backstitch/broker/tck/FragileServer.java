package io.backstitch.broker.tck;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server of the test's own that stores messages in memory, and can be away. */
final class FragileServer implements StoppableServer {

  private final Map<String, List<Received>> stored = new HashMap<>();
  private boolean up = true;

  synchronized void store(OutboxMessage message) throws IOException {
    store(
        message,
        new Received(
            CloudEventAttributes.of(message, CloudEventAttributes.DEFAULT_SOURCE),
            message.payload()));
  }

  synchronized void store(OutboxMessage message, Received form) throws IOException {
    if (!up) {
      throw new IOException("connection refused");
    }
    if (isRefused(message)) {
      throw new MessageRejectedException("the server does not like poison");
    }
    stored.computeIfAbsent(message.destination(), place -> new ArrayList<>()).add(form);
  }

  /** Where it cannot fail. */
  void storeNow(OutboxMessage message) {
    try {
      store(message);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized boolean isUp() {
    return up;
  }

  static boolean isRefused(OutboxMessage message) {
    return message.type().equals("poison");
  }

  synchronized List<Received> received(String destination) {
    return List.copyOf(stored.getOrDefault(destination, List.of()));
  }

  @Override
  public synchronized void kill() {
    up = false;
  }

  @Override
  public synchronized void start() {
    up = true;
  }
}
