package io.backstitch.runtime.storm;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engines and their PostgreSQL, each engine behind a proxy of its own. */
final class Fleet implements AutoCloseable {

  private static final List<String> SMALL =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final PostgresServer server;
  private final Database db;
  private final int desk;
  private final List<Berth> berths = new ArrayList<>();
  private boolean databaseRuns = true;

  Fleet(PostgresServer server, Database db, int desk) {
    this.server = server;
    this.db = db;
    this.desk = desk;
    for (int i = 0; i < StormPlan.ENGINES; i++) {
      berths.add(new Berth((char) ('a' + i), PostgresProxy.before(server)));
    }
    berths.forEach(Berth::start);
    berths.forEach(berth -> berth.engine().awaitOutput(StormEngine.UP, PATIENCE));
  }

  /** A place for one engine at a time; its process and those before it. */
  final class Berth {
    private final char letter;
    private final PostgresProxy proxy;
    private final List<JavaProcess> processes = new ArrayList<>();
    private boolean leaves;

    private Berth(char letter, PostgresProxy proxy) {
      this.letter = letter;
      this.proxy = proxy;
    }

    PostgresProxy proxy() {
      return proxy;
    }

    synchronized JavaProcess engine() {
      return processes.get(processes.size() - 1);
    }

    /** Starts a new engine, unless there is one that lives. */
    synchronized void start() {
      if (processes.isEmpty() || !engine().isAlive()) {
        leaves = false;
        processes.add(
            JavaProcess.start(
                SMALL,
                StormEngine.class,
                proxy.jdbcUrl(db),
                db.url(),
                "%s-%d".formatted(letter, processes.size() + 1),
                Integer.toString(desk)));
      }
    }

    /** Asks the engine to end. */
    synchronized void terminate() {
      leaves = true;
      engine().terminate();
    }

    /** Lets the engine run on, or starts one if there is none or it is about to end. */
    private synchronized void goOn() {
      if (leaves) {
        engine().kill();
      }
      engine().thaw();
      start();
    }

    synchronized List<String> outputs() {
      return processes.stream().map(JavaProcess::output).toList();
    }

    synchronized int starts() {
      return processes.size();
    }

    private synchronized void close() {
      processes.forEach(JavaProcess::close);
      proxy.close();
    }
  }

  Berth berth(int number) {
    return berths.get(number);
  }

  synchronized void killDatabase() {
    if (databaseRuns) {
      databaseRuns = false;
      server.kill();
    }
  }

  synchronized void startDatabase() {
    if (!databaseRuns) {
      server.start();
      databaseRuns = true;
    }
  }

  /** The storm is over: the database runs, and so does one engine, and nothing else. */
  void leaveOnly(int survivor) {
    startDatabase();
    for (int i = 0; i < berths.size(); i++) {
      if (i == survivor) {
        berths.get(i).goOn();
      } else {
        berths.get(i).engine().kill();
      }
    }
  }

  int starts() {
    return berths.stream().mapToInt(Berth::starts).sum();
  }

  /** What all engines have said, the dead ones included. */
  List<String> outputs() {
    return berths.stream().flatMap(berth -> berth.outputs().stream()).toList();
  }

  @Override
  public void close() {
    berths.forEach(Berth::close);
  }
}
