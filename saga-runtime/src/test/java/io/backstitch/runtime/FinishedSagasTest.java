package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.runtime.Retention.Piece;
import io.backstitch.servers.Database;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What is removed when sagas are kept for an hour. Age is made by changing the times in the table.
 */
@Timeout(120)
class FinishedSagasTest {

  private static final UUID BEGINNING = new UUID(0, 0);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension static final Database db = Database.fresh();

  private final ScriptedSaga saga =
      ScriptedSaga.named("kept").remote("a").undoneEvenIfUnknown().remote("b", "a").notUndoable();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private static SchemaTables tables() {
    return SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), true);
  }

  private static FinishedSagas finished(DataSource dataSource) {
    return new FinishedSagas(tables(), new Transactions(dataSource), HOUR, HOUR);
  }

  private SagaEngineBuilder builder() {
    return SagaEngine.builder(db.dataSource())
        .pollEvery(Duration.ofMillis(20))
        .register(saga.define());
  }

  @BeforeEach
  void removeAll() throws Exception {
    tables();
    db.execute("truncate saga_instance, saga_journal, saga_request");
  }

  private static void age(String ago) throws Exception {
    db.execute(
        """
        update saga_instance set created_at = now() - interval '%1$s',
          finished_at = case when finished_at is not null then now() - interval '%1$s' end
        """
            .formatted(ago));
  }

  private static List<Object> keys() throws Exception {
    return db.rows("select saga_key from saga_instance order by 1").stream()
        .map(row -> row.get("saga_key"))
        .toList();
  }

  private static long journals() throws Exception {
    return db.number("select count(distinct saga_id) from saga_journal");
  }

  private void block(StepContext step, Connection c) throws Exception {
    begun.countDown();
    assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static List<Piece> wholePass(FinishedSagas sagas) throws Exception {
    List<Piece> pieces = new ArrayList<>();
    UUID last = BEGINNING;
    do {
      pieces.add(sagas.removeAfter(last).orElseThrow());
      last = pieces.get(pieces.size() - 1).last();
    } while (!pieces.get(pieces.size() - 1).isLast());
    return pieces;
  }

  @Test
  void removes_what_ended_long_enough_ago_and_nothing_else() throws Exception {
    try (SagaEngine engine = builder().build()) {
      saga.on("a", (step, c) -> step.publish("orders", "event"));
      engine.run(saga.type, "completed", "input");
      saga.failing("b", 1, StepFailure.permanent("no"));
      engine.execute(saga.type, "compensated", "input");
      engine.run(saga.type, "young", "input");
      saga.failing("b", 1, StepFailure.permanent("no"))
          .failing("undo a", 3, StepFailure.permanent("stuck"));
      assertThat(engine.execute(saga.type, "parked", "input").status())
          .isEqualTo(SagaStatus.PARKED);
      saga.failing("a", 1, StepFailure.transientFailure("later").retryAfter(Duration.ofDays(1)));
      engine.submit(saga.type, "waiting", "input");
      Awaitility.await().until(() -> engine.activeSagas() == 0);
      CopiedSagas.copy(db, "waiting", 1);
      db.execute(
          "update saga_instance set status = 'PAUSED', wake_at = null where saga_key = 'waiting-1'");
      saga.on("a", this::block);
      SagaHandle<String> running = engine.submit(saga.type, "running", "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      age("61 minutes");
      db.execute(
          "update saga_instance set finished_at = now() - interval '59 minutes' where saga_key = 'young'");

      List<Piece> pass = wholePass(finished(db.dataSource()));

      assertThat(pass).hasSize(1);
      assertThat(pass.get(0).removed()).isEqualTo(2);
      assertThat(keys()).containsExactly("parked", "running", "waiting", "waiting-1", "young");
      assertThat(journals()).isEqualTo(5);
      assertThat(db.number("select count(*) from saga_outbox")).isEqualTo(1);
      go.countDown();
      assertThat(running.await(Duration.ofSeconds(20))).isEqualTo(new SagaOutcome.Completed<>("b"));
      saga.calls.clear();
      assertThat(engine.run(saga.type, "completed", "another input")).isEqualTo("b");
      assertThat(saga.calls).as("the key is free").containsExactly("a", "b");
    }
  }

  @Test
  void removes_in_bounded_pieces_and_leaves_what_somebody_has_locked() throws Exception {
    old(1_200);
    try (Connection other = db.dataSource().getConnection();
        Statement sql = other.createStatement()) {
      other.setAutoCommit(false);
      sql.execute("select 1 from saga_instance order by id limit 10 for update");

      assertThat(wholePass(finished(db.dataSource())))
          .extracting(Piece::removed)
          .containsExactly(490, 500, 201);
    }
    assertThat(wholePass(finished(db.dataSource()))).extracting(Piece::removed).containsExactly(10);
    assertThat(journals()).isZero();
  }

  /** One more than these: the model. */
  private void old(int copies) throws Exception {
    try (SagaEngine engine = builder().build()) {
      engine.run(saga.type, "old", "input");
    }
    CopiedSagas.copy(db, "old", copies);
    age("2 hours");
  }

  @Test
  void an_engine_leaves_it_to_another_one_that_is_at_it() throws Exception {
    old(10);
    FinishedSagas mine = finished(db.dataSource());
    FinishedSagas theirs = finished(blockedAtCommit());
    CompletableFuture<Optional<Piece>> first = Background.call(() -> theirs.removeAfter(BEGINNING));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(mine.removeAfter(BEGINNING)).isEmpty();

    go.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS).orElseThrow().removed()).isEqualTo(11);
    assertThat(mine.removeAfter(BEGINNING)).isPresent();
  }

  private DataSource blockedAtCommit() {
    return new PGSimpleDataSource() {
      {
        setUrl(db.url());
      }

      @Override
      public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("commit")) {
                    block(null, real);
                  }
                  return method.invoke(real, arguments);
                });
      }
    };
  }

  @Test
  void three_engines_remove_each_saga_once_while_others_run() throws Exception {
    old(3_000);
    SagaEngineBuilder[] builders = {builder(), builder(), builder()};
    List<SagaEngine> engines = new ArrayList<>();
    try {
      for (SagaEngineBuilder builder : builders) {
        engines.add(builder.keepFinishedFor(Duration.ofMinutes(1)).build());
      }
      List<SagaHandle<String>> running = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        running.add(engines.get(i % 3).submit(saga.type, "new-" + i, "input"));
      }
      for (SagaHandle<String> handle : running) {
        assertThat(handle.await(Duration.ofSeconds(60)))
            .isEqualTo(new SagaOutcome.Completed<>("b"));
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> db.number("select count(*) from saga_instance") == 300);
    } finally {
      engines.forEach(SagaEngine::close);
    }
    assertThat(journals()).isEqualTo(300);
    assertThat(keys()).allMatch(key -> key.toString().startsWith("new-"));
  }

  @Test
  void a_piece_reads_no_more_than_itself_of_a_huge_table_whose_plan_was_made_when_it_was_empty()
      throws Exception {
    db.execute("vacuum analyze saga_instance");
    db.execute("vacuum analyze saga_journal");
    try (HikariDataSource pool = pool()) {
      FinishedSagas sagas = finished(pool);
      for (int i = 0; i < 10; i++) {
        assertThat(sagas.removeAfter(BEGINNING)).isPresent();
      }
      old(50_000);
      db.execute(
          "update saga_instance set status = 'PARKED', finished_at = null, parked_reason = 'x' where saga_key > 'old-1'");
      long kept = db.number("select count(*) from saga_instance where finished_at is null");
      assertThat(kept).isEqualTo(49_999);
      reset(pool);

      assertThat(sagas.removeAfter(BEGINNING).orElseThrow().removed()).isEqualTo(1);
      assertThat(sagas.removeAfter(new UUID(0x0180000000007000L, 0x8000000000001000L)))
          .hasValueSatisfying(piece -> assertThat(piece.removed()).isZero());

      report(pool);
      assertThat(read("seq_tup_read", "saga_instance")).isZero();
      assertThat(read("seq_tup_read", "saga_journal")).isZero();
      assertThat(read("idx_tup_fetch", "saga_instance")).isBetween(1_000L, 1_100L);
      assertThat(read("idx_tup_fetch", "saga_journal")).isBetween(1L, 20L);
    }
  }

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  /** A connection keeps to itself for a while what it has read. */
  private static void report(HikariDataSource pool) throws Exception {
    try (Connection connection = pool.getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("select pg_stat_force_next_flush()");
    }
  }

  private static void reset(HikariDataSource pool) throws Exception {
    report(pool);
    db.execute("select pg_stat_reset()");
  }

  private static long read(String what, String table) throws Exception {
    return db.number(
        "select %s from pg_stat_user_tables where relname = '%s'".formatted(what, table));
  }
}
