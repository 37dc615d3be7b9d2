package io.backstitch.outbox;

import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay that is frozen while PostgreSQL sends it a batch too large for the buffers between. */
@Timeout(90)
class FrozenReaderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void does_not_keep_its_lanes_for_ever() throws Exception {
    Letters letters = new Letters(db);
    TableBroker.createTable(db);
    byte[] large = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    letters.append(
        IntStream.range(0, 30)
            .mapToObj(i -> OutboxMessage.to("d").key("k").type("t").payload(large).build())
            .toList());
    String stalling = db.url() + "&socketFactory=" + StallingSockets.class.getName();
    try (JavaProcess relay = JavaProcess.start(KillableRelay.class, stalling, db.url(), "NEVER")) {
      relay.awaitOutput("reading", PATIENCE);
      relay.freeze();

      RecordingBroker broker = new RecordingBroker();
      try (OutboxRelay other = letters.relay(broker).build()) {
        other.start();
        await().atMost(PATIENCE).until(() -> letters.inOutbox() == 0);
      }
    }
  }
}
