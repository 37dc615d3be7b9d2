package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.ClientRequest;
import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.RequestMoment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process of an engine is stopped with SIGSTOP in the open transaction of a step; another
 * engine takes the saga over and finishes it; then the first goes on where it was.
 */
@Timeout(180)
class FrozenTransactionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FROZEN = "frozen";

  @RegisterExtension static final Database db = Database.fresh();

  private static final ShapedTables tables = new ShapedTables(db);

  /** In which of the requests of the transaction it is stopped. */
  private enum Point {
    STATEMENT_OF_THE_STEP,
    RECORD_WITH_COMMIT;

    boolean isFor(ClientRequest request, String call) {
      return this == STATEMENT_OF_THE_STEP
          ? writesLedger(request, call)
          : JournalWrites.commits(request)
              && request.transaction().stream().anyMatch(part -> writesLedger(part, call));
    }

    private static boolean writesLedger(ClientRequest request, String call) {
      return request.mentions("insert into ledger") && request.mentions(call);
    }
  }

  @BeforeAll
  static void createTables() throws SQLException {
    tables.create();
  }

  @BeforeEach
  void forgetAll() throws SQLException {
    tables.empty();
  }

  static Stream<Arguments> moments() {
    return Stream.of(
            Arguments.of(FourShapes.LINEAR, "book"), Arguments.of(FourShapes.DIAMOND, "undo book"))
        .flatMap(
            call ->
                Stream.of(
                        Arguments.of(Point.STATEMENT_OF_THE_STEP, RequestMoment.UNSENT),
                        Arguments.of(Point.STATEMENT_OF_THE_STEP, RequestMoment.HALF_SENT),
                        Arguments.of(Point.STATEMENT_OF_THE_STEP, RequestMoment.UNANSWERED),
                        Arguments.of(Point.RECORD_WITH_COMMIT, RequestMoment.UNSENT),
                        Arguments.of(Point.RECORD_WITH_COMMIT, RequestMoment.HALF_SENT))
                    .map(
                        moment ->
                            Arguments.of(
                                call.get()[0], call.get()[1], moment.get()[0], moment.get()[1])));
  }

  @ParameterizedTest(name = "{0}: {1}, {2} {3}")
  @MethodSource("moments")
  void invariant_3_a_frozen_engine_that_goes_on_commits_nothing_of_a_saga_that_it_has_lost(
      SagaShape shape, String call, Point point, RequestMoment moment) throws Exception {
    CompletableFuture<JavaProcess> process = new CompletableFuture<>();
    CountDownLatch isFrozen = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      proxy
          .at(moment, request -> point.isFor(request, call))
          .run(
              () -> {
                freeze(process.join());
                isFrozen.countDown();
                awaitLatch(goesOn);
              });
      try (JavaProcess frozen = start(shape, proxy)) {
        process.complete(frozen);
        assertThat(isFrozen.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as(frozen::output)
            .isTrue();

        finishElsewhere(shape);
        List<Map<String, Object>> left = allThatIsLeft();
        assertThat(openTransactions()).as("transactions that are still open").isPositive();
        frozen.thaw();
        goesOn.countDown();

        await().atMost(PATIENCE).until(() -> openTransactions() == 0);
        frozen.awaitOutput(ShapedEngine.ENDED, PATIENCE);
        assertThat(allThatIsLeft()).isEqualTo(left);
        tables.audit(shape);
        assertThat(db.rows("select by from ledger where call = '" + call + "'"))
            .isEqualTo(List.of(Map.of("by", "heir")));
      } finally {
        goesOn.countDown();
      }
    }
  }

  /** With a lease so long that PostgreSQL does not end the transaction either. */
  private static JavaProcess start(SagaShape shape, PostgresProxy proxy) {
    return JavaProcess.start(
        QuickJvm.SMALL,
        ShapedEngine.class,
        shape.name(),
        proxy.jdbcUrl(db) + "&ApplicationName=" + FROZEN,
        db.url(),
        FROZEN);
  }

  private static void finishElsewhere(SagaShape shape) throws SQLException {
    tables.declareAllDead();
    try (ShapedEngine heir =
        new ShapedEngine(shape, db.url(), db.url(), "heir", Duration.ofSeconds(2))) {
      await().atMost(PATIENCE).until(tables::hasEnded);
    }
    tables.audit(shape);
  }

  /** That of the step is one of them until the engine has gone on. */
  private static long openTransactions() throws SQLException {
    return tables.connections(FROZEN, "state <> 'idle'");
  }

  private static List<Map<String, Object>> allThatIsLeft() throws SQLException {
    return db.rows(
        """
        select 'head' as what, to_jsonb(i)::text as said, 0 as place from saga_instance i
        union all select 'fact', to_jsonb(j)::text, seq from saga_journal j
        union all select 'event', to_jsonb(o)::text, id from saga_outbox o
        union all select 'entry', to_jsonb(l)::text, place from ledger l
        order by what, place
        """);
  }

  private static void freeze(JavaProcess process) {
    process.freeze();
    await().atMost(PATIENCE).until(() -> state(process) == 'T');
  }

  private static char state(JavaProcess process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String line = Files.readString(stat);
      return line.charAt(line.lastIndexOf(')') + 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
