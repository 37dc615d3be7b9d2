package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.BenchRun;
import io.backstitch.benchmarks.Group;
import io.backstitch.benchmarks.Subjects;
import io.backstitch.servers.PostgresServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the engine on a server of its own and prints one table: {@code ./bench}. */
public final class EngineFigures {

  /** All that is measured of the engine. */
  static final Subjects<Bench> SUBJECTS =
      new Subjects<>(
          List.of(
              new Remote(),
              new Transactional(),
              new Alone(),
              new Flushes(),
              new Diamond(),
              new Failing(),
              new FullTables(),
              new Allocation()));

  private EngineFigures() {}

  /**
   * Measures.
   *
   * @param arguments where to write, the commit, how many rounds, and which subjects (all)
   * @throws Exception if something cannot be measured; then nothing is written
   */
  public static void main(String[] arguments) throws Exception {
    BenchRun<Bench> run = new BenchRun<>(Group.ENGINE, SUBJECTS, arguments);
    try (PostgresServer server = PostgresServer.started(BenchRun.settings())) {
      Bench bench = new Bench(server, run.rounds(), run.firstVersion(), new AtomicInteger());
      run.measure(server, bench, true);
    }
  }
}
