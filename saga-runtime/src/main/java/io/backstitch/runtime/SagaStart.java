package io.backstitch.runtime;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The start of a saga, as it is written.
 *
 * @param saga the saga
 * @param engine who writes it
 * @param owner the engine that runs it from now on, or null to leave it to whoever looks next
 * @param timeout the saga's own, or null
 */
record SagaStart(NewSaga saga, UUID engine, @Nullable UUID owner, @Nullable Duration timeout)
    implements Writable {

  SagaStatus status() {
    return owner == null ? SagaStatus.QUEUED : SagaStatus.RUNNING;
  }

  @Override
  public int size() {
    return saga.input().length();
  }

  @Override
  public void addTo(WriteBatch batch) {
    batch.starts().add(this);
  }
}
