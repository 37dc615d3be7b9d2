package io.backstitch.benchmarks.relay;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Answers each message a fixed time after it came, however many come, as a broker far away. */
final class LateBroker implements MessageBroker {

  private final long nanosLate;
  private final BlockingQueue<Waiting> unanswered = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::answerInTurn, "late-broker");

  private record Waiting(long due, CompletableFuture<Void> answer) {}

  LateBroker(Duration late) {
    nanosLate = late.toNanos();
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    unanswered.add(new Waiting(System.nanoTime() + nanosLate, answer));
    return answer;
  }

  @Override
  public boolean keepsOrder() {
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void answerInTurn() {
    try {
      while (true) {
        Waiting first = unanswered.take();
        for (long left = left(first); left > 0; left = left(first)) {
          LockSupport.parkNanos(left);
        }
        first.answer.complete(null);
      }
    } catch (InterruptedException e) {
      // It was closed.
    }
  }

  private static long left(Waiting first) {
    return first.due - System.nanoTime();
  }
}
