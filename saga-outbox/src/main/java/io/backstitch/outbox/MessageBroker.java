package io.backstitch.outbox;

import java.util.concurrent.CompletionStage;

/**
 * What a broker must be able to do for the relay: take a message and say when it is safe. This is
 * the only thing that an adapter implements.
 */
public interface MessageBroker extends AutoCloseable {

  /**
   * Hands a message to the broker. The relay's thread calls this, and must not be kept waiting
   * longer than a few seconds; several relays may share one broker and call it at once.
   *
   * <p>The answer may come on any thread. It is a value once the broker has stored the message so
   * that a crash does not lose it; a {@link MessageRejectedException} if this message can never be
   * delivered; a {@link SendAgainException} if it must be handed over again though the broker is
   * there; and any other failure, thrown or in the stage, if the broker is away. While it is away,
   * messages stay where they are, nothing counts against them, and the relay comes back later. A
   * message may be handed over several times, always with the same id.
   *
   * @param message what to send
   * @return the broker's answer
   */
  CompletionStage<Void> send(OutboxMessage message);

  /**
   * Says that nothing is handed over for now, so that an adapter that gathers messages must send
   * what it has. The relay's thread calls this before it waits for answers. Does nothing unless the
   * adapter needs it; what it throws counts as the broker being away.
   */
  default void flush() {}

  /**
   * Whether of two messages with one destination and one key, handed over in one {@link Series} one
   * after the other without waiting, the second is never delivered before the first, even when the
   * first fails. The relay then sends all messages of a key at once; otherwise it sends each when
   * the one before it is safe.
   *
   * @return false unless the adapter says otherwise
   */
  default boolean keepsOrder() {
    return false;
  }

  /**
   * Begins what one turn of a relay hands over, in one thread. An adapter that {@link
   * #keepsOrder()} and can fail in the middle overrides this: once a message of a series has failed
   * on its way, nothing that is handed over later in the same series may be delivered, also if the
   * broker has come back by then.
   *
   * @return what the relay calls instead of {@link #send} until its next turn
   */
  default Series begin() {
    return this::send;
  }

  /** The messages of one turn of a relay. Used by one thread. */
  @FunctionalInterface
  interface Series {

    /**
     * Hands over the next message, as {@link MessageBroker#send} does.
     *
     * @param message what to send
     * @return the broker's answer
     */
    CompletionStage<Void> send(OutboxMessage message);
  }

  /** Lets go of the broker. Whoever made the adapter calls this, after the relays that use it. */
  @Override
  void close();
}
