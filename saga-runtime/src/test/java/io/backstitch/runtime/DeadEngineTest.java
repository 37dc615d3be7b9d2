package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand sagas of an engine that dies, and three that live. */
@Timeout(180)
class DeadEngineTest {

  private static final int SAGAS = 10_000;
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final StepOrder GRAPH = StepOrder.chain("a");

  @RegisterExtension static final Database db = Database.fresh();

  private static HikariDataSource pool;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<Living> living = new ArrayList<>();

  /** One of the engines, with the sagas whose step it has called. */
  private record Living(String name, SagaEngine engine, Queue<UUID> called) {}

  @BeforeAll
  static void openPool() {
    pool = KillableEngine.pool(db.url());
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  private static SagaEngine engine(String name, WitnessedSaga saga) {
    return SagaEngine.builder(pool)
        .name(name)
        .leaseFor(LEASE)
        .closeWithin(Duration.ofSeconds(5))
        .register(saga.define())
        .build();
  }

  @Test
  void invariant_4_ten_thousand_sagas_of_a_dead_engine_go_on_soon_and_none_is_taken_by_two()
      throws Exception {
    WitnessedSaga blocked =
        new WitnessedSaga(
            "orphans",
            GRAPH,
            (call, step) -> {
              begun.countDown();
              assertThat(go.await(120, TimeUnit.SECONDS)).isTrue();
            });
    SagaEngine dying = engine("dying", blocked);
    try {
      dying.submit(blocked.type, "model", "as it should");
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      dying.caretaker().close();
      heartbeatOfTheDying("clock_timestamp() + interval '1 hour'");
      CopiedSagas.copy(db, "model", SAGAS - 1);
      db.execute("analyze saga_instance; analyze saga_journal");
      for (String name : List.of("one", "two", "three")) {
        begin(name);
      }
      assertThat(db.number("select count(*) from saga_instance where owner is null")).isZero();

      heartbeatOfTheDying("clock_timestamp()");
      db.execute("create table death as select clock_timestamp() as at");
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  db.number("select count(*) from saga_instance where status = 'COMPLETED'")
                      == SAGAS);

      eachWasTakenOnceAndSoon();
      whoTookASagaRanIt();
    } finally {
      go.countDown();
      living.forEach(one -> one.engine().close());
      dying.close();
    }
  }

  private void begin(String name) {
    Queue<UUID> called = new ConcurrentLinkedQueue<>();
    WitnessedSaga saga =
        new WitnessedSaga("orphans", GRAPH, (call, step) -> called.add(step.sagaId()));
    living.add(new Living(name, engine(name, saga), called));
  }

  private static void heartbeatOfTheDying(String at) throws Exception {
    db.execute("update saga_engine set heartbeat_at = %s where name = 'dying'".formatted(at));
  }

  private static void eachWasTakenOnceAndSoon() throws Exception {
    assertThat(db.number("select count(*) from saga_journal where kind = 'TAKEN_OVER'"))
        .isEqualTo(SAGAS);
    assertThat(
            db.number(
                "select count(distinct saga_id) from saga_journal where kind = 'TAKEN_OVER' and epoch = 2"))
        .isEqualTo(SAGAS);
    assertThat(db.number("select count(*) from saga_instance where epoch <> 2")).isZero();
    assertThat(
            db.number(
                """
                select max(extract(epoch from j.at - death.at) * 1000)
                from saga_journal as j, death where j.kind = 'TAKEN_OVER'
                """))
        .as("milliseconds from the last heartbeat")
        .isLessThan(LEASE.plusSeconds(10).toMillis());
  }

  /** By what the journal says, and by what the engines themselves say. */
  private void whoTookASagaRanIt() throws Exception {
    Map<String, Set<UUID>> taken =
        db
            .rows(
                """
                select e.name, j.saga_id from saga_journal as j join saga_engine as e on e.id = j.engine
                where j.kind = 'TAKEN_OVER'
                """)
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> (String) row.get("name"),
                    Collectors.mapping(row -> (UUID) row.get("saga_id"), Collectors.toSet())));
    for (Living one : living) {
      assertThat(one.called()).as("each is called once").doesNotHaveDuplicates();
      assertThat(new HashSet<>(one.called())).isEqualTo(taken.get(one.name()));
      assertThat(one.called()).as("shared").hasSizeGreaterThan(SAGAS / 20);
    }
  }
}
