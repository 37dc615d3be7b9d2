package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit of invariant 7 sees each column of a head that its journal does not say. */
class FoldAuditTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final ScriptedSaga SAGA =
      ScriptedSaga.named("folded").remote("a").undoneEvenIfUnknown().remote("b", "a");

  @BeforeAll
  static void runSagas() throws SQLException {
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(SAGA.define()).build()) {
      engine.execute(SAGA.type, "completed", "input");
      SAGA.failing("b", 1, StepFailure.permanent("no"));
      engine.execute(SAGA.type, "compensated", "input");
      SAGA.failing("b", 1, StepFailure.permanent("no"));
      SAGA.failing("undo a", 1, StepFailure.permanent("never"));
      engine.execute(SAGA.type, "parked", "input");
    }
    db.execute("create table true_head as table saga_instance");
  }

  @BeforeEach
  void asItWas() throws SQLException {
    db.execute("truncate saga_instance; insert into saga_instance table true_head");
  }

  private static List<String> differences() throws SQLException {
    return FoldAudit.differences(db, Map.of("folded", SAGA.define()));
  }

  @Test
  void finds_nothing_in_what_an_engine_does() throws SQLException {
    assertThat(differences()).isEmpty();
    assertThat(FoldAudit.torn(db, Duration.ofDays(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 'COMPENSATED' where saga_key = 'completed'",
        "last_seq = last_seq + 1 where saga_key = 'completed'",
        "recoveries = 1 where saga_key = 'parked'",
        "result = '\"a\"' where saga_key = 'completed'",
        "result = null where saga_key = 'completed'",
        "parked_reason = 'because' where saga_key = 'parked'",
        "updated_at = updated_at + interval '1 us' where saga_key = 'completed'",
        "finished_at = finished_at + interval '1 min' where saga_key = 'completed'",
        "status = 'RUNNING', wake_at = now(), finished_at = null where saga_key = 'compensated'",
      })
  void finds_a_head_that_its_journal_does_not_say(String forgery) throws SQLException {
    db.execute("update saga_instance set " + forgery);

    assertThat(differences()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status = 'COMPENSATED' where saga_key = 'completed'",
        "last_seq = last_seq + 1 where saga_key = 'completed'",
        "updated_at = updated_at + interval '1 us' where saga_key = 'completed'",
      })
  void sees_in_passing_a_head_that_is_not_the_end_of_its_journal(String forgery)
      throws SQLException {
    db.execute("update saga_instance set " + forgery);

    assertThat(FoldAudit.torn(db, Duration.ofDays(1))).hasSize(1);
  }
}
