package io.backstitch.broker.tck;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Messages without a pause, until one of them is not safe. */
final class Load {

  private static final int KEYS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MessageBroker broker;
  private final String destination;
  private final List<OutboxMessage> sent = new CopyOnWriteArrayList<>();
  private final List<OutboxMessage> safe = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "contract-load");

  private final AtomicInteger number = new AtomicInteger();
  private volatile int last = Integer.MAX_VALUE;
  private volatile @Nullable AssertionError failure;

  private Load(MessageBroker broker, String destination) {
    this.broker = broker;
    this.destination = destination;
  }

  static Load on(MessageBroker broker, String destination) {
    Load load = new Load(broker, destination);
    load.thread.start();
    return load;
  }

  private void run() {
    try {
      while (number.get() <= last && sendBatch(number.get())) {
        number.incrementAndGet();
      }
    } catch (AssertionError e) {
      failure = e;
    }
  }

  /** Whether all of it is safe. */
  private boolean sendBatch(int i) {
    List<OutboxMessage> batch = SampleMessages.counting(destination, KEYS, i, i + 1);
    sent.addAll(batch);
    List<OutboxMessage> taken =
        HandOver.asTheRelay(broker, batch, PATIENCE).stream()
            .filter(answer -> answer.is(Verdict.SAFE))
            .map(Answer::message)
            .toList();
    safe.addAll(taken);
    return taken.size() == batch.size();
  }

  /** Ends with the batch after the one on its way, and returns how many messages were safe. */
  int end() throws InterruptedException {
    last = number.get() + 1;
    thread.join();
    if (failure != null) {
      throw failure;
    }
    return safe.size();
  }

  List<OutboxMessage> sent() {
    return sent;
  }

  List<OutboxMessage> safe() {
    return safe;
  }
}
