package io.backstitch.runtime;

import io.backstitch.outbox.OutboxMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a saga, and the events that are sent if it commits.
 *
 * @param progress what happened, and what the head says after it
 * @param events of the step that succeeded, in the order in which it published them
 */
record ProgressRecord(SagaProgress progress, List<OutboxMessage> events) implements Writable {

  @Override
  public int size() {
    int size = length(progress.fact().payload()) + length(progress.result());
    for (OutboxMessage event : events) {
      size += event.size();
    }
    return size;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  @Override
  public void addTo(WriteBatch batch) {
    batch.records().add(this);
  }
}
