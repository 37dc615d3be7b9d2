package io.backstitch.broker.tck;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Messages without a pause, until one of them is not safe. */
final class Load {

  private static final int KEYS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MessageBroker broker;
  private final String destination;
  private final List<OutboxMessage> sent = new CopyOnWriteArrayList<>();
  private final List<OutboxMessage> safe = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "contract-load");

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
    boolean up = true;
    for (int i = 0; up && !Thread.interrupted(); i++) {
      List<OutboxMessage> batch = SampleMessages.counting(destination, KEYS, i, i + 1);
      sent.addAll(batch);
      List<Answer> answers = HandOver.asTheRelay(broker, batch, PATIENCE);
      safe.addAll(
          answers.stream().filter(answer -> answer.is(Verdict.SAFE)).map(Answer::message).toList());
      up = answers.stream().allMatch(answer -> answer.is(Verdict.SAFE));
    }
  }

  /** Waits until a message was not safe, and returns how many were. */
  int end() throws InterruptedException {
    thread.join(PATIENCE.multipliedBy(2).toMillis());
    thread.interrupt();
    thread.join();
    return safe.size();
  }

  List<OutboxMessage> sent() {
    return sent;
  }

  List<OutboxMessage> safe() {
    return safe;
  }
}
