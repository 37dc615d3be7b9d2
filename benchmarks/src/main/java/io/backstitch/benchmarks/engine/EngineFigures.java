package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.engine.Figure.Taken;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the engine on a server of its own and prints one table: {@code ./bench}. */
public final class EngineFigures {

  /** Fewer are no median that may be quoted. */
  private static final int LEAST_ROUNDS_TO_KEEP = 3;

  private EngineFigures() {}

  /**
   * Measures.
   *
   * @param arguments where to write, the commit, how many rounds, and which subjects (all)
   * @throws Exception if something cannot be measured; then nothing is written
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[2]);
    List<Subject> subjects = Subjects.named(Arrays.asList(arguments).subList(3, arguments.length));
    int feature = Runtime.version().feature();
    ResultFiles files = new ResultFiles(folder.resolve("results"));
    Release measured;
    try (PostgresServer server = PostgresServer.started(settings())) {
      Bench bench = new Bench(server, rounds, files.firstVersion(feature), new AtomicInteger());
      Taken now = new Taken(LocalDate.now(ZoneOffset.UTC).toString(), arguments[1], rounds);
      Machine machine = Machine.here(server);
      measured = new Release(feature, machine, measure(subjects, bench, folder, now));
    }
    System.out.println(measured.machine().line() + "\n");
    System.out.print(ResultsPage.table(measured.figures()));
    if (rounds >= LEAST_ROUNDS_TO_KEEP) {
      write(files, measured, folder.resolve("RESULTS.md"));
    } else {
      System.err.println("Nothing was written: less than three rounds are only a glance.");
    }
  }

  private static List<Figure> measure(List<Subject> subjects, Bench bench, Path folder, Taken now)
      throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Subject subject : subjects) {
      FlightRecorder.record(folder.resolve("target"), subject.name(), () -> subject.measure(bench))
          .forEach(figure -> figures.add(figure.taken(now)));
    }
    return figures;
  }

  private static void write(ResultFiles files, Release measured, Path page) throws IOException {
    files.keep(measured);
    Files.writeString(page, ResultsPage.of(files.all()));
  }

  /** Durable, and so that nothing but the sagas is written while one is measured. */
  private static PostgresSettings settings() {
    return PostgresSettings.durable()
        .with("max_connections", "500")
        .with("shared_buffers", "1GB")
        .with("min_wal_size", "2GB")
        .with("max_wal_size", "16GB")
        .with("checkpoint_timeout", "1h");
  }
}
