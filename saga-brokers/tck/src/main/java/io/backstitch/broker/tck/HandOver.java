package io.backstitch.broker.tck;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands messages over as a relay does: one thread that must not be kept waiting, a flush before it
 * waits, and nothing more to a key whose message failed, or to anybody once the broker is away.
 */
final class HandOver {

  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final MessageBroker broker;
  private final Duration patience;
  private final Map<OutboxMessage, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private volatile boolean away;
  private volatile long callBegan;

  HandOver(MessageBroker broker, Duration patience) {
    this.broker = broker;
    this.patience = patience;
  }

  /** All at once if the adapter keeps order; else each after the one before it of its key. */
  static List<Answer> asTheRelay(
      MessageBroker broker, List<OutboxMessage> messages, Duration patience) {
    return broker.keepsOrder()
        ? new HandOver(broker, patience).atOnce(messages)
        : new HandOver(broker, patience).inTurn(messages);
  }

  /** Without waiting for answers in between. Messages that a relay would keep have no answer. */
  List<Answer> atOnce(List<OutboxMessage> messages) {
    asRelayThread(
        () -> {
          messages.stream().filter(this::mayGo).forEach(this::send);
          flush();
        });
    long deadline = System.nanoTime() + patience.toNanos();
    return messages.stream().map(message -> answerBefore(deadline, message)).toList();
  }

  /** Each when the one before it of its key is answered, those of different keys side by side. */
  List<Answer> inTurn(List<OutboxMessage> messages) {
    List<Answer> all = new ArrayList<>();
    List<OutboxMessage> left = messages;
    while (!left.isEmpty()) {
      Map<String, OutboxMessage> firsts = new LinkedHashMap<>();
      left.forEach(message -> firsts.putIfAbsent(place(message), message));
      all.addAll(atOnce(List.copyOf(firsts.values())));
      left = left.stream().filter(message -> !firsts.containsValue(message)).toList();
    }
    return all;
  }

  private boolean mayGo(OutboxMessage message) {
    return !away && !held.contains(place(message));
  }

  private void send(OutboxMessage message) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    answers.put(message, answer);
    callBegan = System.nanoTime();
    try {
      CompletionStage<Void> stage = broker.send(message);
      if (stage == null) {
        throw new IllegalStateException("send returned null instead of a CompletionStage");
      }
      stage.whenComplete((done, failure) -> accept(answer, Answer.about(message, failure)));
    } catch (Throwable e) {
      accept(answer, Answer.about(message, e));
    }
  }

  /** What it throws means to the relay that the broker is away. */
  private void flush() {
    callBegan = System.nanoTime();
    try {
      broker.flush();
    } catch (Throwable e) {
      answers.forEach((message, answer) -> accept(answer, Answer.about(message, e)));
    }
  }

  private void accept(CompletableFuture<Answer> waiting, Answer answer) {
    if (answer.is(Verdict.REFUSED)) {
      held.add(place(answer.message()));
    } else if (answer.is(Verdict.AWAY)) {
      away = true;
    }
    waiting.complete(answer);
  }

  private Answer answerBefore(long deadline, OutboxMessage message) {
    CompletableFuture<Answer> answer = answers.get(message);
    if (answer == null) {
      return Answer.none(message);
    }
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Answer.none(message);
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  private void asRelayThread(Runnable calls) {
    FutureTask<Void> task = new FutureTask<>(calls, null);
    Thread relay = new Thread(task, "contract-relay");
    callBegan = System.nanoTime();
    relay.start();
    while (!isDone(task)) {
      if (System.nanoTime() - callBegan > LONGEST_CALL.toNanos()) {
        relay.interrupt();
        throw new AssertionError(
            "The adapter has kept the relay's thread in send() or flush() for more than %s. Meanwhile"
                    .formatted(LONGEST_CALL)
                + " nothing else is relayed. Hand over without waiting, or give up after a few"
                + " seconds with any failure that is not a MessageRejectedException.");
      }
    }
  }

  private static boolean isDone(FutureTask<Void> task) {
    try {
      task.get(20, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("The test was interrupted, or is wrong.", e);
    }
  }

  private static String place(OutboxMessage message) {
    return message.destination() + '\0' + message.key();
  }
}
