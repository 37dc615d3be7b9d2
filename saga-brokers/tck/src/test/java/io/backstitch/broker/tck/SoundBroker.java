package io.backstitch.broker.tck;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** An adapter that does all it must; those that do not are made of it. */
class SoundBroker implements MessageBroker {

  final FragileServer server;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Thread worker = new Thread(this::work, "worker");
  private boolean closed;

  private record Waiting(OutboxMessage message, CompletableFuture<Void> answer) {}

  SoundBroker(FragileServer server) {
    this.server = server;
    worker.start();
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    synchronized (waiting) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      waiting.add(new Waiting(message, answer));
      waiting.notifyAll();
    }
    return answer;
  }

  @Override
  public boolean keepsOrder() {
    return true;
  }

  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.notifyAll();
    }
  }

  /** Takes one message to the server; what it throws is the answer. */
  void deliver(OutboxMessage message) throws IOException {
    server.store(message);
  }

  /** Which of those that wait is next. */
  int next(int waiting) {
    return 0;
  }

  /** What waits behind a message that failed must not pass it. */
  boolean failsWhatWaits() {
    return true;
  }

  /** Waits a while until something stands behind the message that is delivered. */
  final void awaitAnother() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    synchronized (waiting) {
      try {
        while (waiting.isEmpty() && !closed && System.nanoTime() < end) {
          waiting.wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    try {
      while (true) {
        Waiting next;
        synchronized (waiting) {
          while (waiting.isEmpty() && !closed) {
            waiting.wait();
          }
          if (waiting.isEmpty()) {
            return;
          }
          next = waiting.remove(next(waiting.size()));
        }
        take(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Waiting next) {
    try {
      deliver(next.message());
      next.answer().complete(null);
    } catch (IOException | RuntimeException e) {
      List<Waiting> behind = new ArrayList<>();
      synchronized (waiting) {
        if (failsWhatWaits()) {
          behind.addAll(waiting);
          waiting.clear();
        }
      }
      next.answer().completeExceptionally(e);
      IOException broken = new IOException("a message before this one failed");
      behind.forEach(message -> message.answer().completeExceptionally(broken));
    }
  }
}
