package io.backstitch.runtime;

import io.backstitch.outbox.OutboxMessage;

/**
 * What a step or a compensation may ask about itself while it runs, and where it publishes its
 * events. Valid only until the method returns; safe for use by several threads until then.
 */
public interface StepContext {

  /**
   * The key under which the caller started the saga.
   *
   * @return the key, unique among the sagas of this name
   */
  String sagaKey();

  /**
   * The id of the saga's instance.
   *
   * @return the id, never used twice
   */
  java.util.UUID sagaId();

  /**
   * The name of the step that runs or is undone.
   *
   * @return the step's name
   */
  String step();

  /**
   * Which attempt this is, counted durably, also across restarts; an attempt that died with its
   * process is not counted.
   *
   * @return 1 for the first
   */
  int attempt();

  /**
   * What to give a remote service so that it acts only once: the same in every attempt, in every
   * process, and different for each step and each compensation of every saga. Letters, digits and
   * {@code - : _ .} of the step's name, 37 characters and the step's name long.
   *
   * @return the key
   */
  String idempotencyKey();

  /**
   * The idempotency key that a step of this saga has: what a compensation needs to name the request
   * whose answer never came.
   *
   * @param step the step's name
   * @return the key with which that step called
   */
  String idempotencyKeyOf(String step);

  /**
   * Publishes an event: encoded with the engine's codec, its type the simple name of its class, its
   * key the saga's key. It is written to the outbox in the transaction that records this step, so
   * it is there if and only if the step succeeded; an attempt that fails leaves none. The events of
   * one saga reach the broker in the order in which they were recorded.
   *
   * @param destination the topic, exchange or stream
   * @param event what happened
   * @throws IllegalArgumentException if the event cannot be encoded or is larger than a message may
   *     be
   * @throws IllegalStateException if the step has ended
   */
  void publish(String destination, Object event);

  /**
   * Publishes a message whose key, type, headers and bytes the step chooses; otherwise like {@link
   * #publish(String, Object)}.
   *
   * @param message the message
   * @throws IllegalStateException if the step has ended
   */
  void publish(OutboxMessage message);
}
