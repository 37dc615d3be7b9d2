package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a turn makes PostgreSQL read, as PostgreSQL counts it. */
class RelayPlansTest {

  private static final int TURNS = 20;
  private static final int BATCH = 100;
  private static final int BACKLOG = 200_000;

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void a_turn_reads_no_more_of_a_huge_outbox_than_of_a_small_one() throws Exception {
    Letters letters = new Letters(db);
    RecordingBroker broker = new RecordingBroker();
    try (OutboxRelay relay = letters.relay(broker).batchSize(BATCH).build()) {
      // Long enough for the driver and PostgreSQL to settle on plans made for empty tables.
      for (int i = 0; i < TURNS; i++) {
        relay.turn();
      }
      for (int i = 0; i < TURNS; i++) {
        letters.append("a " + i, "b " + i);
        relay.turn();
      }
      fill();
      db.execute("select pg_stat_reset()");
      for (int i = 0; i < TURNS; i++) {
        relay.turn();
      }
    }

    Map<String, Object> outbox = counted("saga_outbox");
    assertThat(outbox.get("rows_of_scans")).isEqualTo(0L);
    assertThat((Long) outbox.get("rows_of_index")).isLessThan(TURNS * (2 * BATCH + 300L));
    assertThat(counted("saga_outbox_dead").get("rows_of_scans")).isEqualTo(0L);
    assertThat(letters.inOutbox()).isEqualTo(BACKLOG - TURNS * BATCH);
  }

  /** A backlog in all lanes, and as many dead letters that hold other keys. */
  private static void fill() throws Exception {
    db.execute(
        """
        insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)
        select i %% 256, gen_random_uuid(), 'letters', 'k' || i, 'letter', '{}', ''
        from generate_series(1, %1$d) as i;
        insert into saga_outbox_dead
        select -i, i %% 256, gen_random_uuid(), 'letters', 'd' || i, 'letter', '{}', '', now(), now(), '', true
        from generate_series(1, %1$d) as i
        """
            .formatted(BACKLOG));
  }

  private static Map<String, Object> counted(String table) throws Exception {
    return db.rows(
            """
            select seq_tup_read as rows_of_scans, idx_tup_fetch as rows_of_index
            from pg_stat_user_tables where relname = '%s'
            """
                .formatted(table))
        .get(0);
  }
}
