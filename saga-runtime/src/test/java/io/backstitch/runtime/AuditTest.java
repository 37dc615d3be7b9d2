package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The audits of the crash tests see what they are there to see: each forgery here is found. */
class AuditTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final StepOrder GRAPH = StepOrder.chain("a", "b", "c");

  private static final List<String> TABLES =
      List.of("saga_instance", "saga_journal", "saga_outbox", "call");

  @BeforeAll
  static void runSagas() throws SQLException {
    CallTable.create(db);
    WitnessedSaga saga = new WitnessedSaga("forged", GRAPH, new CallTable(db.dataSource()));
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      engine.execute(saga.type, "good", "b stumbles");
      engine.execute(saga.type, "bad", "c fails,undo a stumbles");
    }
    for (String table : TABLES) {
      db.execute("create table true_%1$s as table %1$s".formatted(table));
    }
  }

  @BeforeEach
  void asItWas() throws SQLException {
    db.execute(
        "truncate %s;".formatted(String.join(", ", TABLES))
            + TABLES.stream()
                .map("insert into %1$s table true_%1$s"::formatted)
                .collect(Collectors.joining(";")));
  }

  private static void audit() throws SQLException {
    JournalAudit.check(db, Map.of("forged", GRAPH));
    CallAudit.check(db, GRAPH);
  }

  @Test
  void finds_nothing_in_what_an_engine_does() {
    assertThatCode(AuditTest::audit).doesNotThrowAnyException();
  }

  static Stream<Arguments> forgeries() {
    String good = " saga_id = (select id from saga_instance where saga_key = 'good')";
    String bad = " saga_id = (select id from saga_instance where saga_key = 'bad')";
    String again =
        "insert into call (saga_id, call, attempt, saw) select saga_id, call, attempt, saw from call where";
    return Stream.of(
        Arguments.of("status", "update saga_instance set status = 'COMPENSATED'"),
        Arguments.of("last number", "update saga_instance set last_seq = last_seq + 1"),
        Arguments.of("numbers", "delete from saga_journal where seq = 2"),
        Arguments.of(
            "times", "update saga_journal set at = at - interval '1 minute' where seq = 3"),
        Arguments.of(
            "records", "update saga_journal set step = 'b' where step = 'a' and kind like 'STEP%'"),
        Arguments.of(
            "order",
            "update saga_journal set step = translate(step, 'ab', 'ba')"
                + " where kind = 'STEP_SUCCEEDED'"),
        Arguments.of(
            "order of compensations",
            "update saga_journal set step = translate(step, 'ab', 'ba')"
                + " where kind = 'STEP_COMPENSATED'"),
        Arguments.of(
            "steps",
            "update saga_journal set kind = 'PICKED_UP' where step = 'c'"
                + " and kind = 'STEP_SUCCEEDED'"),
        Arguments.of(
            "compensations",
            "update saga_journal set kind = 'PICKED_UP' where step = 'a'"
                + " and kind = 'STEP_COMPENSATED'"),
        Arguments.of("result", "update saga_instance set result = '\"b\"' where saga_key = 'good'"),
        Arguments.of(
            "events", "delete from saga_outbox where id = (select min(id) from saga_outbox)"),
        Arguments.of("events", "update saga_outbox set id = 1000 - id"),
        Arguments.of(
            "events",
            "insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)"
                + " select lane, message_id, destination, key, type, headers, payload"
                + " from saga_outbox limit 1"),
        Arguments.of(
            "events without a saga",
            "insert into saga_outbox (lane, message_id, destination, key, type, headers, payload)"
                + " select lane, message_id, destination, 'nobody', type, headers, payload"
                + " from saga_outbox limit 1"),
        Arguments.of("journals without a saga", "delete from saga_instance where saga_key = 'bad'"),
        Arguments.of(
            "recorded when it began",
            "update call set saw = array_remove(saw, 'STEP_SUCCEEDED a') where call = 'b'"),
        Arguments.of(
            "called after its record",
            "update call set saw = saw || array['STEP_SUCCEEDED b'] where call = 'b'"),
        Arguments.of("recorded attempts", "update call set attempt = 2 where call = 'c'"),
        Arguments.of(
            "called when all was being undone",
            "update call set saw = saw || array['STEP_FAILED a'] where call = 'b'"),
        Arguments.of(
            "undone without need",
            "update call set saw = array_remove(saw, 'STEP_SUCCEEDED a') where call = 'undo a'"),
        Arguments.of(
            "called after its record",
            "update call set saw = saw || array['STEP_COMPENSATED a'] where call = 'undo a'"),
        Arguments.of(
            "recorded attempts", "update call set attempt = attempt + 1 where call = 'undo a'"),
        Arguments.of(
            "undone when it began",
            "update call set saw = array_remove(saw, 'STEP_COMPENSATED b') where call = 'undo a'"),
        Arguments.of(
            "why it was undone",
            "update call set saw = array_remove(saw, 'STEP_FAILED c') where call = 'undo b'"),
        Arguments.of("take-overs before it was called again", again + good + " and call = 'a'"),
        Arguments.of("take-overs before it was called again", again + bad + " and call = 'undo b'"),
        Arguments.of("recorded, but never called", "delete from call where call = 'a'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void finds_what_is_wrong(String rule, String forgery) throws SQLException {
    db.execute(forgery);

    assertThatThrownBy(AuditTest::audit)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(rule);
  }
}
