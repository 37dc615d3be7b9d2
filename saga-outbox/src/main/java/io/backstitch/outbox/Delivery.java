package io.backstitch.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one turn on their way to the broker. Used once, by the relay's thread; the broker
 * answers on threads of its own, into a queue.
 *
 * <p>Of one key, a message is handed over only when all before it are safe, or when the broker
 * keeps order by itself. As soon as the broker is away nothing more is handed over, so nothing
 * overtakes.
 */
final class Delivery {

  private static final int MAX_REASON_CHARS = 4_000;

  private final MessageBroker broker;
  private final RelaySettings settings;
  private final Ending ending;
  private final BlockingQueue<BrokerAnswer> answers = new LinkedBlockingQueue<>();

  private final Deque<StoredMessage> ready = new ArrayDeque<>();
  private final Map<OrderKey, Queue<StoredMessage>> followers = new HashMap<>();
  private final Set<OrderKey> held = new HashSet<>();
  private boolean pipelined;
  private MessageBroker.Series series;
  private final Set<StoredMessage> unanswered = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean unflushed;

  private final List<StoredMessage> confirmed = new ArrayList<>();
  private final List<RejectedMessage> rejected = new ArrayList<>();
  private @Nullable Throwable outage;
  private @Nullable SendAgainException again;

  Delivery(MessageBroker broker, RelaySettings settings, Ending ending) {
    this.broker = broker;
    this.series = broker::send;
    this.settings = settings;
    this.ending = ending;
  }

  /**
   * Hands over messages and waits for the answers. Nothing is handed over later than one confirm
   * deadline after the beginning, and no answer is awaited longer than one after the last handing
   * over, also when the broker goes away: what it was given may well have arrived.
   *
   * @throws InterruptedException if the relay was told to end, and interrupted
   */
  DeliveryReport deliver(List<StoredMessage> messages) throws InterruptedException {
    askHowToSend();
    messages.forEach(this::lineUp);
    long patience = settings.confirmWithin().toNanos();
    long beginning = System.nanoTime();
    long lastSent = beginning;
    while (true) {
      while (!ready.isEmpty() && goesOn() && System.nanoTime() - beginning < patience) {
        handOver(ready.remove());
        lastSent = System.nanoTime();
        acceptWhatIsThere();
      }
      if (unanswered.isEmpty()) {
        break;
      }
      flushIfNeeded();
      BrokerAnswer answer = answerBefore(lastSent + patience);
      if (answer == null) {
        brokerIsAway(silence());
        break;
      }
      accept(answer);
      acceptWhatIsThere();
    }
    return new DeliveryReport(confirmed, rejected, leftOf(messages), reasonToPause());
  }

  private boolean goesOn() {
    return outage == null && again == null;
  }

  private List<StoredMessage> leftOf(List<StoredMessage> messages) {
    if (confirmed.size() + rejected.size() == messages.size()) {
      return List.of();
    }
    Set<StoredMessage> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(confirmed);
    rejected.forEach(message -> gone.add(message.message()));
    return messages.stream().filter(message -> !gone.contains(message)).toList();
  }

  /** Whatever an adapter throws, here and below, it is the broker that is away. */
  private void askHowToSend() {
    try {
      pipelined = broker.keepsOrder();
      series = broker.begin();
    } catch (Throwable e) {
      brokerIsAway(e);
    }
    ending.forgetStrayInterruption();
  }

  private void lineUp(StoredMessage message) {
    if (pipelined) {
      ready.add(message);
      return;
    }
    Queue<StoredMessage> before = followers.putIfAbsent(message.orderKey(), new ArrayDeque<>());
    if (before == null) {
      ready.add(message);
    } else {
      before.add(message);
    }
  }

  private void handOver(StoredMessage stored) {
    if (held.contains(stored.orderKey())) {
      return;
    }
    unanswered.add(stored);
    unflushed = true;
    try {
      stageOf(stored.message())
          .whenComplete((done, failure) -> answers.add(BrokerAnswer.about(stored, failure)));
    } catch (Throwable e) {
      answers.add(BrokerAnswer.about(stored, e));
    }
    ending.forgetStrayInterruption();
  }

  private void flushIfNeeded() {
    if (!unflushed) {
      return;
    }
    unflushed = false;
    try {
      broker.flush();
    } catch (Throwable e) {
      brokerIsAway(e);
    }
    ending.forgetStrayInterruption();
  }

  private CompletionStage<Void> stageOf(OutboxMessage message) {
    CompletionStage<Void> stage = series.send(message);
    if (stage == null) {
      throw new IllegalStateException(
          "send of %s returned null instead of a CompletionStage"
              .formatted(broker.getClass().getName()));
    }
    return stage;
  }

  /** The next answer, or null if there is none by then. */
  private @Nullable BrokerAnswer answerBefore(long deadline) throws InterruptedException {
    while (true) {
      try {
        long left = Math.max(0, deadline - System.nanoTime());
        return answers.poll(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        ending.heed(e);
      }
    }
  }

  private void acceptWhatIsThere() {
    for (BrokerAnswer answer = answers.poll(); answer != null; answer = answers.poll()) {
      accept(answer);
    }
  }

  private void accept(BrokerAnswer answer) {
    boolean isAwaited = unanswered.remove(answer.message()); // Some adapters answer twice.
    if (isAwaited) {
      answer.tell(this);
    }
  }

  private TimeoutException silence() {
    return new TimeoutException(
        "no answer about %d messages within %s"
            .formatted(unanswered.size(), settings.confirmWithin()));
  }

  void confirmed(StoredMessage message) {
    confirmed.add(message);
    next(message.orderKey());
  }

  void rejected(StoredMessage message, MessageRejectedException why) {
    OrderKey key = message.orderKey();
    boolean pass = settings.followersPass(key.destination());
    if (pass || held.add(key)) {
      String reason = StorableText.storable(String.valueOf(why.getMessage()), MAX_REASON_CHARS);
      rejected.add(new RejectedMessage(message, reason, !pass));
    }
    if (pass) {
      next(key);
    }
  }

  void brokerIsAway(Throwable cause) {
    if (outage == null) {
      outage = cause;
    }
  }

  /** Nothing more is handed over, so that nothing overtakes what failed. */
  void sendAgain(SendAgainException why) {
    if (again == null) {
      again = why;
    }
  }

  /** If nothing at all was achieved, it is no better than an outage. */
  private @Nullable Throwable reasonToPause() {
    return outage == null && confirmed.isEmpty() && rejected.isEmpty() ? again : outage;
  }

  private void next(OrderKey key) {
    Queue<StoredMessage> after = followers.get(key);
    StoredMessage next = after == null ? null : after.poll();
    if (next != null) {
      ready.add(next);
    }
  }
}
