package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The graphs that engines leave in the database. */
@Timeout(60)
class StoredGraphsTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final ScriptedSaga DIAMOND =
      ScriptedSaga.named("diamond")
          .remote("a")
          .transactional("b", "a")
          .with(step -> step.pivot())
          .notUndoable()
          .remote("c", "b")
          .notUndoable()
          .remote("d", "b")
          .notUndoable()
          .remote("e", "c", "d")
          .notUndoable();

  private final Logger logger = (Logger) LoggerFactory.getLogger(StoredGraphs.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(log);
  }

  @BeforeEach
  void empty() throws SQLException {
    SagaEngine.builder(db.dataSource()).build().close();
    db.execute("truncate saga_instance, saga_graph");
  }

  private static SagaEngineBuilder builder(SagaDefinition<?, ?> saga) {
    return SagaEngine.builder(db.dataSource()).leaseFor(Duration.ofHours(1)).register(saga);
  }

  private static void saga(String key, String status) throws SQLException {
    db.execute(
        """
        insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, epoch,
          last_seq, parked_reason, created_at, updated_at, finished_at)
        select gen_random_uuid(), 'diamond', 1, '%s', status, '{}', 1, 1,
          case when status = 'PARKED' then 'why' end, now(), now(),
          case when status = 'COMPLETED' then now() end
        from (select '%s'::text as status) as s
        """
            .formatted(key, status));
  }

  @Test
  void the_graph_of_each_registered_version_is_there() throws SQLException {
    builder(DIAMOND.define()).build().close();
    assertThat(
            db.rows(
                "select step, place, kind, pivot, has_compensation, predecessors::text, descendants::text"
                    + " from saga_step where saga_type = 'diamond' and saga_version = 1 order by place"))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactly(
            List.of("a", 1, "REMOTE", false, true, "{}", "{b,c,d,e}"),
            List.of("b", 2, "TRANSACTIONAL", true, false, "{a}", "{c,d,e}"),
            List.of("c", 3, "REMOTE", false, false, "{b}", "{e}"),
            List.of("d", 4, "REMOTE", false, false, "{b}", "{e}"),
            List.of("e", 5, "REMOTE", false, false, "{c,d}", "{}"));
  }

  @Test
  void an_equal_graph_is_not_written_again() throws SQLException {
    builder(DIAMOND.define()).build().close();
    List<Map<String, @Nullable Object>> first =
        db.rows("select written_at, xmin::text from saga_graph");
    builder(DIAMOND.define()).build().close();
    assertThat(db.rows("select written_at, xmin::text from saga_graph")).isEqualTo(first);
  }

  @Test
  void of_two_graphs_of_one_version_the_last_stays_and_is_told_while_sagas_are_unfinished()
      throws SQLException {
    SagaDefinition<?, ?> other =
        ScriptedSaga.named("diamond").remote("a").remote("z", "a").define();
    write(DIAMOND.define());
    write(other);
    saga("old", "COMPLETED");
    write(DIAMOND.define());
    saga("new", "PARKED");
    write(DIAMOND.define());
    assertThat(log.list).as("nobody minds so far").isEmpty();
    write(other);
    assertThat(log.list)
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.getLevel()).isEqualTo(Level.WARN);
              assertThat(warning.getFormattedMessage())
                  .contains("Saga diamond is registered here with another graph", "new version");
            });
    assertThat(db.rows("select step from saga_step order by place"))
        .extracting(row -> row.get("step"))
        .containsExactly("a", "z");
  }

  private static void write(SagaDefinition<?, ?> saga) throws SQLException {
    SagaCatalog catalog = new SagaCatalog();
    catalog.add(saga);
    SchemaTables tables =
        SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), false);
    new StoredGraphs(tables, catalog).write(new Transactions(db.dataSource()));
  }
}
