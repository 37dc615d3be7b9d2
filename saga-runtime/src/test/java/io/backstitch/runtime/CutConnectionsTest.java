package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.servers.Database;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.ProxyTrap;
import io.backstitch.servers.RequestMoment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections are cut before, in the middle of and after the writing of facts, while many sagas run
 * side by side. Each step looks into the journal when it begins, and the test compares the tables,
 * the calls and what callers were told; none of these goes through the cut connections.
 */
@Timeout(120)
class CutConnectionsTest {

  private static final int CALLERS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> SCRIPTS =
      List.of("as it should", "c stumbles", "e fails", "a stumbles,e fails,undo c stumbles");

  @RegisterExtension static final Database db = Database.fresh();

  private static HikariDataSource direct;
  private static PostgresProxy proxy;
  private static HikariDataSource pool;
  private static WitnessedSaga saga;
  private static SagaEngine engine;

  private final String run = UUID.randomUUID().toString();

  @BeforeAll
  static void start() throws SQLException {
    direct = pool(db.url(), 8);
    CallTable.create(db);
    StepOrder graph = StepOrder.chain("a", "b", "c", "d", "e");
    saga = new WitnessedSaga("cut", graph, new CallTable(direct));
    proxy = PostgresProxy.before(PostgresServer.shared());
    pool = pool(proxy.jdbcUrl(db), 16);
    engine =
        SagaEngine.builder(pool)
            .leaseFor(Duration.ofSeconds(1))
            .pollEvery(Duration.ofMillis(20))
            .register(saga.define())
            .build();
  }

  @AfterAll
  static void stop() {
    engine.close();
    pool.close();
    proxy.close();
    direct.close();
  }

  @BeforeEach
  void forgetAll() throws SQLException {
    db.execute("truncate saga_instance, saga_journal, saga_outbox, call");
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(PATIENCE.toMillis());
    return new HikariDataSource(config);
  }

  /** Each is written in several batches, because each caller runs its sagas one after the other. */
  static Stream<Arguments> momentsOfWrites() {
    return Stream.of("STARTED", "STEP_SUCCEEDED", "COMPLETED", "ATTEMPT_FAILED", "STEP_COMPENSATED")
        .flatMap(
            write -> Stream.of(RequestMoment.values()).map(moment -> Arguments.of(write, moment)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("momentsOfWrites")
  void a_cut_loses_nothing_repeats_nothing_and_leaves_nobody_waiting(
      String write, RequestMoment moment) throws Exception {
    ProxyTrap first = proxy.at(moment, r -> JournalWrites.commits(r, write)).cut();
    // Sprung as a rule; or it meets a request that was sent into the first cut.
    proxy.at(moment, r -> JournalWrites.commits(r, write)).cut();

    runSagas(4);

    assertThat(first.isSprung()).isTrue();
    audit();
  }

  @Test
  void many_cuts_at_random_lose_nothing_repeat_nothing_and_leave_nobody_waiting() throws Exception {
    long seed = Long.getLong("backstitch.seed", System.nanoTime());
    System.out.println("CutConnectionsTest: -Dbackstitch.seed=" + seed);
    RandomCuts cuts = new RandomCuts(new Random(seed));
    cuts.next();

    runSagas(4);

    assertThat(cuts.count.get()).isGreaterThan(10);
    audit();
  }

  /** One cut after another, each at any moment of any request that has to do with facts. */
  private static final class RandomCuts {
    private static final int MOST = 60;

    private final Random random;
    private final AtomicInteger count = new AtomicInteger();

    RandomCuts(Random random) {
      this.random = random;
    }

    synchronized void next() {
      RequestMoment[] moments = RequestMoment.values();
      proxy
          .at(moments[random.nextInt(moments.length)], JournalWrites::any)
          .nth(1 + random.nextInt(3))
          .cutAfter(
              () -> {
                if (count.incrementAndGet() < MOST) {
                  next();
                }
              });
    }
  }

  private void runSagas(int ofEachCaller) throws Exception {
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String key = run + " " + i;
      String script = SCRIPTS.get(i % SCRIPTS.size());
      callers.add(
          Background.call(
              () -> {
                for (int n = 0; n < ofEachCaller; n++) {
                  runOne(key + " " + n, script);
                }
                return null;
              }));
    }
    CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new))
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(db.number("select count(*) from saga_instance"))
        .isEqualTo((long) CALLERS * ofEachCaller);
  }

  /** What a caller is told is so already; a start that fails may be repeated, as it says. */
  private void runOne(String key, String script) throws SQLException {
    SagaOutcome<String> outcome = null;
    while (outcome == null) {
      try {
        outcome = engine.execute(saga.type, key, script);
      } catch (SagaStorageException e) {
        assertThat(e).hasMessageContaining(key);
      }
    }
    assertThat(outcome.status().name()).isEqualTo(statusPastTheProxy(key));
    boolean fails = script.contains("e fails");
    assertThat(outcome)
        .isEqualTo(
            fails
                ? new SagaOutcome.Compensated<>(
                    new SagaFailure("e", FailureKind.PERMANENT, "e was told to fail"))
                : new SagaOutcome.Completed<>("e"));
  }

  private static String statusPastTheProxy(String key) throws SQLException {
    try (Connection connection = direct.getConnection();
        PreparedStatement sql =
            connection.prepareStatement("select status from saga_instance where saga_key = ?")) {
      sql.setString(1, key);
      try (ResultSet row = sql.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static void audit() throws SQLException {
    JournalAudit.check(db, Map.of(saga.type.name(), saga.graph));
    CallAudit.check(db, saga.graph);
    assertThat(db.rows("select * from saga_journal where kind = 'TAKEN_OVER' and seq > 2"))
        .as("taken over while it ran")
        .isEmpty();
  }
}
