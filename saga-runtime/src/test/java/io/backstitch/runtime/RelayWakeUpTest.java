package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/** Whoever waits for events hears of them when a step has published some. */
@Timeout(60)
class RelayWakeUpTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final int SAGAS = 5;

  private final Queue<OutboxMessage> sent = new ConcurrentLinkedQueue<>();

  private final MessageBroker broker =
      new MessageBroker() {
        @Override
        public CompletionStage<Void> send(OutboxMessage message) {
          sent.add(message);
          return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
      };

  private static ScriptedSaga saga(String name) {
    ScriptedSaga saga =
        ScriptedSaga.named(name).transactional("inside").remote("outside", "inside");
    for (int i = 0; i < SAGAS; i++) {
      saga.on("inside", (step, connection) -> step.publish("letters", "1"));
      saga.on("outside", (step, connection) -> step.publish("letters", "2"));
    }
    return saga;
  }

  @Test
  void a_relay_of_this_jvm_is_woken_by_transactional_and_by_remote_steps() throws Exception {
    ScriptedSaga saga = saga("woken");
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build();
        OutboxRelay relay =
            OutboxRelay.builder(db.dataSource(), broker)
                .pollEvery(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .build()) {
      relay.start();
      for (int i = 1; i <= SAGAS; i++) {
        engine.run(saga.type, "woken-" + i, "input");
        int expected = 2 * i;
        await().atMost(Duration.ofSeconds(20)).until(() -> sent.size() == expected);
      }
    }
  }

  @Test
  void others_are_notified_only_if_that_is_wanted() throws Exception {
    try (Connection listening = db.dataSource().getConnection();
        Statement sql = listening.createStatement()) {
      sql.execute("listen backstitch_outbox");
      PGConnection news = listening.unwrap(PGConnection.class);

      run(SagaEngine.builder(db.dataSource()), "silent");
      sql.execute("select 1");
      assertThat(news.getNotifications()).isEmpty();

      run(SagaEngine.builder(db.dataSource()).notifyRelays(), "telling");
      assertThat(news.getNotifications(20_000))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.getParameter()).isEqualTo("public"));
    }
  }

  private static void run(SagaEngineBuilder builder, String name) throws SQLException {
    ScriptedSaga saga = saga(name);
    try (SagaEngine engine = builder.register(saga.define()).build()) {
      engine.run(saga.type, name, "input");
    }
  }
}
