package io.backstitch.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.benchmarks.Callers;
import io.backstitch.runtime.SagaEngine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The engine as users call it: a thread for each saga that is under way. */
final class EngineContender implements Contender {

  private final Workload workload;
  private final HikariDataSource pool;
  private final SagaEngine engine;

  EngineContender(Workload workload, HikariDataSource pool) {
    this.workload = workload;
    this.pool = pool;
    // Thousands of threads on a few cores must not make the engine look dead.
    this.engine =
        SagaEngine.builder(pool)
            .leaseFor(Duration.ofMinutes(5))
            .register(workload.definition().get())
            .build();
  }

  @Override
  public int callers(int atOnce) {
    return atOnce;
  }

  @Override
  public Callers.Work work(int atOnce, String keys) {
    AtomicLong count = new AtomicLong();
    return caller -> {
      String key = keys + count.incrementAndGet();
      engine.execute(workload.type(), key, new Order(key, caller, Order.CENTS));
      return 1;
    };
  }

  @Override
  public void close() {
    engine.close();
    pool.close();
  }
}
