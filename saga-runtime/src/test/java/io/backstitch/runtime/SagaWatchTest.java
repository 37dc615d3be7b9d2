package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long one can wait for a saga. */
@Timeout(60)
class SagaWatchTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  @Test
  void waits_as_long_as_it_takes_when_told_to_wait_longer_than_nanoseconds_can_say() {
    ScriptedSaga saga = ScriptedSaga.named("forever").remote("a").notUndoable();
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      assertThat(handle.await(Duration.ofSeconds(Long.MAX_VALUE)))
          .isEqualTo(new SagaOutcome.Completed<>("a"));
    }
  }

  @Test
  void looks_once_when_told_to_wait_a_negative_time() {
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = ScriptedSaga.named("never").remote("a").notUndoable();
    saga.on("a", (step, c) -> assertThat(go.await(10, TimeUnit.SECONDS)).isTrue());
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      SagaHandle<String> handle = engine.submit(saga.type, key, "input");

      assertThatThrownBy(() -> handle.await(Duration.ofSeconds(Long.MIN_VALUE)))
          .isInstanceOf(SagaNotFinishedException.class)
          .hasMessageContainingAll("never", key, "after 0 ms");
      go.countDown();
    }
  }
}
