package io.backstitch.broker.memory;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Keeps messages in memory, for the tests of services. It can refuse messages and go away, so that
 * a test sees what its service does then.
 *
 * <pre>{@code
 * try (InMemoryBroker broker = new InMemoryBroker();
 *     OutboxRelay relay = OutboxRelay.builder(dataSource, broker).build()) {
 *   relay.start();
 *   shop.place(order);
 *   await().until(() -> broker.messages("orders").size() == 1);
 * }
 * }</pre>
 *
 * <p>Every message is answered before {@link #send} returns, and order is kept. Safe for use by
 * many threads.
 */
public final class InMemoryBroker implements MessageBroker {

  private final MessageStore store;
  private volatile boolean closed;

  /** A broker of its own, which is up and refuses nothing. */
  public InMemoryBroker() {
    this(new MessageStore());
  }

  private InMemoryBroker(MessageStore store) {
    this.store = store;
  }

  /**
   * The broker of that name, the same for all in this JVM who ask for it, for services that make
   * theirs from the address {@code memory://name}. It is there until {@link #forgetAll()}.
   *
   * @param name any name
   * @return a broker that shares its messages, and whether it is up, with others of the name
   */
  public static InMemoryBroker named(String name) {
    return new InMemoryBroker(MessageStore.named(name));
  }

  /**
   * What has arrived somewhere.
   *
   * @param destination where it was sent
   * @return the messages in the order in which they arrived, duplicates too; a copy
   */
  public List<OutboxMessage> messages(String destination) {
    return store.messages(destination);
  }

  /**
   * What has arrived anywhere.
   *
   * @return the messages in the order in which they arrived, duplicates too; a copy
   */
  public List<OutboxMessage> messages() {
    return store.messages();
  }

  /**
   * Refuses messages from now on, beside those that it refuses already.
   *
   * @param which those that are refused; asked in the relay's thread
   * @param reason what their dead letters say
   */
  public void refuse(Predicate<? super OutboxMessage> which, String reason) {
    store.refuse(which, reason);
  }

  /** Refuses nothing any more. */
  public void refuseNothing() {
    store.refuseNothing();
  }

  /** Is away from now on: every message fails, and none arrives. What has arrived stays. */
  public void goAway() {
    store.setUp(false);
  }

  /** Is up again. */
  public void comeBack() {
    store.setUp(true);
  }

  /** Forgets what has arrived and what it refuses, and is up: as if it were new. */
  public void forgetAll() {
    store.forgetAll();
  }

  /** Answers at once, in the caller's thread. */
  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "The in-memory broker was closed. The message was not sent. Close relays before"
                  + " brokers."));
    }
    return store.take(message);
  }

  /** A message that fails has failed before the next is handed over. */
  @Override
  public boolean keepsOrder() {
    return true;
  }

  /** Takes nothing any more. What has arrived can still be read. */
  @Override
  public void close() {
    closed = true;
  }
}
