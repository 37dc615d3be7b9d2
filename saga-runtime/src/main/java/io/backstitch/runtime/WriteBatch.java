package io.backstitch.runtime;

import io.backstitch.outbox.OutboxMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written in one round trip and one transaction. Each saga occurs once at most.
 *
 * @param starts of new sagas
 * @param records of the progress of sagas that one engine owns
 */
record WriteBatch(List<SagaStart> starts, List<ProgressRecord> records) {

  static WriteBatch empty() {
    return new WriteBatch(new ArrayList<>(), new ArrayList<>());
  }

  static WriteBatch of(Writable only) {
    WriteBatch batch = empty();
    only.addTo(batch);
    return batch;
  }

  /** The events of all records, those of one saga in their order. */
  List<OutboxMessage> events() {
    List<OutboxMessage> events = new ArrayList<>();
    records.forEach(entry -> events.addAll(entry.events()));
    return events;
  }
}
