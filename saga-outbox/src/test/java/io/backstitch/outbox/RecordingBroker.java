package io.backstitch.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Remembers what it was handed, as "key text", and what it confirmed; answers as it is told. */
final class RecordingBroker implements MessageBroker {

  private static final CompletionStage<Void> YES = CompletableFuture.completedFuture(null);

  final List<OutboxMessage> handed = Collections.synchronizedList(new ArrayList<>());
  final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
  volatile Function<String, CompletionStage<Void>> answer = text -> YES;
  volatile boolean keepsOrder;
  volatile Runnable whenAsked = () -> {};

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    handed.add(message);
    CompletionStage<Void> stage = answer.apply(text(message));
    return stage == null ? null : stage.thenRun(() -> delivered.add(text(message)));
  }

  @Override
  public boolean keepsOrder() {
    whenAsked.run();
    return keepsOrder;
  }

  @Override
  public void close() {}

  List<String> handedOver() {
    return handed.stream().map(RecordingBroker::text).toList();
  }

  void refuses(String part, String reason) {
    answer = text -> text.contains(part) ? no(new MessageRejectedException(reason)) : YES;
  }

  void isDown() {
    answer = text -> no(new IOException("connection refused"));
  }

  void isUp() {
    answer = text -> YES;
  }

  static CompletionStage<Void> no(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  static CompletionStage<Void> yes() {
    return YES;
  }

  static String text(OutboxMessage message) {
    return message.key() + " " + new String(message.payload(), StandardCharsets.UTF_8);
  }
}
