package io.backstitch.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;

/**
 * An engine in a JVM of its own, with callers that run one saga after another and say what they
 * were told: "accepted" and the key when {@code submit} has returned, "done", the status and the
 * key when a saga has ended.
 */
public final class KillableEngine {

  static final String NAME = "killable";
  static final StepOrder GRAPH = StepOrder.chain("a", "b", "c", "d", "e");
  private static final int CALLERS = 32;
  private static final int SAGAS_OF_EACH = 100;
  private static final List<String> SCRIPTS =
      List.of("as it should", "b stumbles", "e fails", "e fails,undo c stumbles");

  private final SagaEngine engine;
  private final WitnessedSaga saga;

  private KillableEngine(SagaEngine engine, WitnessedSaga saga) {
    this.engine = engine;
    this.saga = saga;
  }

  /**
   * The engine uses the first URL, the steps use the second to note that they were called. The
   * tables must be there.
   */
  public static void main(String[] urls) {
    WitnessedSaga saga = saga(pool(urls[1]));
    SagaEngine engine =
        SagaEngine.builder(pool(urls[0]))
            .name(NAME)
            .leaseFor(Duration.ofMinutes(10))
            .withoutMigrations()
            .register(saga.define())
            .build();
    KillableEngine killable = new KillableEngine(engine, saga);
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      new Thread(() -> killable.call(caller)).start();
    }
  }

  static WitnessedSaga saga(HikariDataSource notes) {
    return new WitnessedSaga("killed", GRAPH, new CallTable(notes));
  }

  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(12);
    return new HikariDataSource(config);
  }

  private void call(int caller) {
    String script = SCRIPTS.get(caller % SCRIPTS.size());
    boolean submits = caller / SCRIPTS.size() % 2 == 0;
    for (int i = 0; i < SAGAS_OF_EACH; i++) {
      String key = "%d-%d".formatted(caller, i);
      SagaOutcome<String> outcome =
          submits ? submit(key, script) : engine.execute(saga.type, key, script);
      System.out.println("done " + outcome.status() + " " + key);
    }
  }

  private SagaOutcome<String> submit(String key, String script) {
    SagaHandle<String> handle = engine.submit(saga.type, key, script);
    System.out.println("accepted " + key);
    return handle.await(Duration.ofMinutes(1));
  }
}
