package io.backstitch.runtime;

/**
 * Is told what an engine has recorded of sagas: for metrics, logs and tests, never for control.
 *
 * <p>It is called after the commit, in the thread of the caller whose saga it is, of an operator,
 * or in one of the engine's, without a connection or a lock of the engine; the facts of one saga
 * come one after the other, in the order of its journal, as long as one engine has it. Such a
 * thread goes on with the saga when the listener returns, so it should be quick; it cannot hold up
 * the heartbeat or time limits.
 *
 * <p>Each fact is told once at most, by the engine that recorded it: what a process recorded just
 * before it died is never told, nor is the start of a saga in a caller's transaction. Whoever must
 * miss nothing publishes an event from a step, or reads the journal. What a listener throws is
 * logged and changes nothing.
 */
@FunctionalInterface
public interface SagaListener {

  /**
   * A fact has been recorded.
   *
   * @param fact what happened, and the status after it
   */
  void recorded(RecordedFact fact);
}
