package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** How the inbox forgets. */
class InboxSweepTest {

  @RegisterExtension static final Database db = Database.fresh();

  private Inbox inbox;

  @BeforeEach
  void empty() throws SQLException {
    inbox = Inbox.on(db.dataSource());
    db.execute("truncate saga_inbox");
  }

  @Test
  void sweeps_the_oldest_first_and_never_more_than_the_limit() throws SQLException {
    db.execute(
        """
        insert into saga_inbox
        select 'shipping', 'm' || i, clock_timestamp() - i * interval '1 day'
        from generate_series(0, 9) as i
        """);
    Duration keep = Duration.ofDays(5).minusHours(1);

    assertThat(inbox.sweep(keep, 2)).isEqualTo(2);
    assertThat(ids()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7");
    assertThat(inbox.sweep(keep, 100)).isEqualTo(3);
    assertThat(inbox.sweep(keep, 100)).isZero();
    assertThat(ids()).containsExactly("m0", "m1", "m2", "m3", "m4");
  }

  @Test
  void a_sweep_waits_for_nobody() throws SQLException {
    db.execute(
        """
        insert into saga_inbox
        select 'shipping', 'm' || i, clock_timestamp() - i * interval '1 day'
        from generate_series(0, 9) as i
        """);
    PGSimpleDataSource impatient = new PGSimpleDataSource();
    impatient.setUrl(db.url());
    impatient.setOptions("-c lock_timeout=20s");
    try (Connection other = db.dataSource().getConnection();
        Statement sql = other.createStatement()) {
      other.setAutoCommit(false);
      sql.execute("delete from saga_inbox where message_id = 'm9'");
      assertThat(Inbox.on(impatient).sweep(Duration.ofDays(1), 2)).isEqualTo(2);
      other.rollback();
    }
    assertThat(ids()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m9");
  }

  @Test
  void a_sweep_finds_the_oldest_by_the_index() throws SQLException {
    db.execute(
        """
        insert into saga_inbox
        select 'shipping', 'm' || i, clock_timestamp() - i * interval '1 second'
        from generate_series(1, 100000) as i
        """);
    db.execute("vacuum analyze saga_inbox");
    db.execute("select pg_stat_reset()");

    for (int i = 0; i < 20; i++) {
      assertThat(inbox.sweep(Duration.ofHours(1), 10)).isEqualTo(10);
    }

    assertThat(
            db.number("select seq_tup_read from pg_stat_user_tables where relname = 'saga_inbox'"))
        .isZero();
  }

  @Test
  void refuses_a_sweep_that_would_forget_what_is_being_handled_or_never_end() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inbox.sweep(Duration.ZERO, 10))
        .withMessageContaining("keep PT0S and limit 10")
        .withMessageContaining("Nothing was forgotten");
    assertThatIllegalArgumentException().isThrownBy(() -> inbox.sweep(Duration.ofDays(1), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> inbox.sweep(Duration.ofDays(1), 100_001));
  }

  private static List<Object> ids() throws SQLException {
    return db.rows("select message_id from saga_inbox order by 1").stream()
        .map(row -> row.get("message_id"))
        .toList();
  }
}
