package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.Callers;
import io.backstitch.benchmarks.Run;
import java.sql.SQLException;
import java.time.Duration;

/** A contender on its tables: every run begins with prepared ones and is verified from them. */
final class Trial implements AutoCloseable {

  private final Tables tables;
  private final Workload workload;
  private final Contender contender;
  private int runs;

  Trial(Tables tables, Workload workload, Contender contender) {
    this.tables = tables;
    this.workload = workload;
    this.contender = contender;
  }

  /** Runs sagas, so many at once, for about so long. */
  Run run(int atOnce, Duration time) throws SQLException, InterruptedException {
    tables.prepare();
    return runPrepared(atOnce, time);
  }

  /** The same on tables that whoever calls has prepared. */
  Run runPrepared(int atOnce, Duration time) throws SQLException, InterruptedException {
    String keys = "run-" + System.nanoTime() + "-" + ++runs + "-";
    Run run = Callers.run(contender.callers(atOnce), time, contender.work(atOnce, keys));
    tables.verify(workload, keys, run.count());
    return run;
  }

  @Override
  public void close() {
    contender.close();
  }
}
