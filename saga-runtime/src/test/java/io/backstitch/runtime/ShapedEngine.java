package io.backstitch.runtime;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * An engine that runs one saga of some shape: starts it, or goes on with it if it is there; in this
 * JVM or, by {@link #main}, in one of its own.
 */
public final class ShapedEngine implements AutoCloseable {

  static final String KEY = "one";
  static final String ENDED = "ended here";

  private final HikariDataSource pool;
  private final HikariDataSource notes;
  private final ShapedSaga saga;
  private final SagaEngine engine;

  /**
   * The tables must be there.
   *
   * @param url for the engine
   * @param notes for what the steps note past it
   * @param by names the process
   * @param lease of the engine
   */
  ShapedEngine(SagaShape shape, String url, String notes, String by, Duration lease) {
    this.pool = pool(url, 4);
    this.notes = pool(notes, 3);
    this.saga = new ShapedSaga(shape, new CallJournal(this.notes), by);
    this.engine =
        SagaEngine.builder(pool)
            .name(by)
            .leaseFor(lease)
            .pollEvery(Duration.ofMillis(20))
            .withoutMigrations()
            .register(saga.define())
            .build();
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  /** The name of the shape, the two URLs, and the name of the process. Never ends by itself. */
  public static void main(String[] args) throws InterruptedException {
    ShapedEngine engine =
        new ShapedEngine(
            FourShapes.named(args[0]), args[1], args[2], args[3], Duration.ofMinutes(10));
    engine.startUnlessThere();
    System.out.println(ENDED);
    Thread.currentThread().join();
  }

  /** Runs the saga if nobody has started it; its start is no commit otherwise. */
  void startUnlessThere() {
    if (engine.find(saga.type, KEY).isEmpty()) {
      engine.execute(saga.type, KEY, "input");
    }
  }

  @Override
  public void close() {
    engine.close();
    notes.close();
    pool.close();
  }
}
