package io.backstitch.broker.memory;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What has arrived, shared by all brokers of one name. */
final class MessageStore {

  private static final Map<String, MessageStore> NAMED = new ConcurrentHashMap<>();

  private final List<OutboxMessage> messages = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private boolean up = true;

  private record Refusal(Predicate<? super OutboxMessage> which, String reason) {}

  static MessageStore named(String name) {
    return NAMED.computeIfAbsent(name, any -> new MessageStore());
  }

  synchronized CompletionStage<Void> take(OutboxMessage message) {
    if (!up) {
      return CompletableFuture.failedFuture(new IOException("the in-memory broker is away"));
    }
    for (Refusal refusal : refusals) {
      if (refusal.which().test(message)) {
        return CompletableFuture.failedFuture(new MessageRejectedException(refusal.reason()));
      }
    }
    messages.add(message);
    return CompletableFuture.completedFuture(null);
  }

  synchronized List<OutboxMessage> messages() {
    return List.copyOf(messages);
  }

  List<OutboxMessage> messages(String destination) {
    return messages().stream()
        .filter(message -> message.destination().equals(destination))
        .toList();
  }

  synchronized void refuse(Predicate<? super OutboxMessage> which, String reason) {
    refusals.add(new Refusal(which, reason));
  }

  synchronized void refuseNothing() {
    refusals.clear();
  }

  synchronized void setUp(boolean now) {
    up = now;
  }

  synchronized void forgetAll() {
    messages.clear();
    refusals.clear();
    up = true;
  }
}
