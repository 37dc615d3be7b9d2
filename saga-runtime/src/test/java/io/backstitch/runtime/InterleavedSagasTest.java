package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of sagas at once, whose steps take now longer, now shorter. */
@Timeout(120)
class InterleavedSagasTest {

  private static final int SAGAS = 3_000;
  private static final int SUBMITTERS = 32;
  private static final StepOrder CHAIN = StepOrder.chain("a", "b", "c", "d", "e", "f");
  private static final StepOrder BRANCHES =
      new StepOrder()
          .with("a")
          .with("b", "a")
          .with("c", "a")
          .with("d", "a")
          .with("e", "b", "c")
          .with("f", "d", "e");

  /** What fails; most sagas do not. In the branches, others may be under way when c does. */
  private static final List<String> SCRIPTS =
      List.of("", "", "", "c stumbles", "c fails", "f fails", "e fails,undo b stumbles");

  @RegisterExtension static final Database db = Database.fresh();

  private final long seed = Long.getLong("backstitch.seed", System.nanoTime());
  private final WitnessedSaga chain =
      new WitnessedSaga("chain", CHAIN, (call, step) -> dawdle(call, step.sagaKey()));
  private final WitnessedSaga branches =
      new WitnessedSaga("branches", BRANCHES, (call, step) -> dawdle(call, step.sagaKey()));

  /** Up to a millisecond, the same for the same seed. */
  private void dawdle(String call, String key) {
    LockSupport.parkNanos(new Random(seed ^ (call + key).hashCode()).nextInt(1_000_000));
  }

  @Test
  void records_and_events_of_each_saga_keep_the_order_that_its_graph_allows() throws Exception {
    System.out.println("InterleavedSagasTest: -Dbackstitch.seed=" + seed);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(db.url());
    config.setMaximumPoolSize(16);
    try (HikariDataSource pool = new HikariDataSource(config);
        SagaEngine engine =
            SagaEngine.builder(pool).register(chain.define()).register(branches.define()).build()) {
      submitAll(engine).forEach(InterleavedSagasTest::awaitEnd);
    }
    assertThat(db.number("select count(*) from saga_instance")).isEqualTo(SAGAS);
    JournalAudit.check(db, Map.of("chain", CHAIN, "branches", BRANCHES));
    assertThat(db.number("select count(*) from saga_instance where status = 'COMPENSATED'"))
        .isBetween(SAGAS / 4L, SAGAS * 3L / 4);
    sagasWereSideBySide();
  }

  private List<SagaHandle<String>> submitAll(SagaEngine engine) throws Exception {
    List<CompletableFuture<List<SagaHandle<String>>>> submitters = new ArrayList<>();
    for (int i = 0; i < SUBMITTERS; i++) {
      Random random = new Random(seed + i);
      int share = SAGAS / SUBMITTERS + (i < SAGAS % SUBMITTERS ? 1 : 0);
      submitters.add(Background.call(() -> submit(engine, random, share)));
    }
    List<SagaHandle<String>> handles = new ArrayList<>();
    for (var submitter : submitters) {
      handles.addAll(submitter.get(90, TimeUnit.SECONDS));
    }
    return handles;
  }

  private List<SagaHandle<String>> submit(SagaEngine engine, Random random, int count) {
    List<SagaHandle<String>> handles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WitnessedSaga saga = random.nextBoolean() ? chain : branches;
      String key = new UUID(random.nextLong(), random.nextLong()).toString();
      handles.add(engine.submit(saga.type, key, SCRIPTS.get(random.nextInt(SCRIPTS.size()))));
    }
    return handles;
  }

  private static void awaitEnd(SagaHandle<String> handle) {
    assertThat(handle.await(Duration.ofSeconds(90)).status().isFinal()).isTrue();
  }

  /** Else this test would show nothing: between two records of a saga there are some of others. */
  private static void sagasWereSideBySide() throws Exception {
    assertThat(
            db.number(
                """
                select count(*) from (
                  select saga_id, lag(saga_id) over (order by at) as before from saga_journal) as j
                where saga_id <> before
                """))
        .isGreaterThan(SAGAS);
  }
}
