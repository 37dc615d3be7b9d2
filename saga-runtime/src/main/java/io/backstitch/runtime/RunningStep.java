package io.backstitch.runtime;

import io.backstitch.outbox.OutboxMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The context of one attempt; collects its events until the attempt ends. */
final class RunningStep implements StepContext {

  private final UUID sagaId;
  private final String sagaKey;
  private final StepAttempt attempt;
  private final SagaValues values;
  private final List<OutboxMessage> events = new ArrayList<>();
  private boolean ended;

  RunningStep(UUID sagaId, String sagaKey, StepAttempt attempt, SagaValues values) {
    this.sagaId = sagaId;
    this.sagaKey = sagaKey;
    this.attempt = attempt;
    this.values = values;
  }

  @Override
  public String sagaKey() {
    return sagaKey;
  }

  @Override
  public UUID sagaId() {
    return sagaId;
  }

  @Override
  public String step() {
    return attempt.step();
  }

  @Override
  public int attempt() {
    return attempt.number();
  }

  @Override
  public String idempotencyKey() {
    String key = idempotencyKeyOf(attempt.step());
    return attempt.isUndo() ? key + ":undo" : key;
  }

  @Override
  public String idempotencyKeyOf(String step) {
    return sagaId + ":" + step;
  }

  @Override
  public void publish(String destination, Object event) {
    publish(values.event(destination, sagaKey, event));
  }

  @Override
  public synchronized void publish(OutboxMessage message) {
    if (ended) {
      throw new IllegalStateException(
          "Step %s of saga '%s' published to %s after it had ended. The event was not published. Publish before the method returns."
              .formatted(attempt.task(), sagaKey, message.destination()));
    }
    events.add(message);
  }

  /** Ends the attempt and tells what it has published. */
  synchronized List<OutboxMessage> end() {
    ended = true;
    return events;
  }
}
