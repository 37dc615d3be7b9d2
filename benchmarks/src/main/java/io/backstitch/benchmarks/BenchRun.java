package io.backstitch.benchmarks;

import io.backstitch.benchmarks.Figure.Taken;
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
import java.util.Optional;

/**
 * One run of {@code ./bench}: measures subjects, prints one table, and keeps the results beside
 * those of other runs.
 *
 * @param <B> where the subjects are measured
 */
public final class BenchRun<B> {

  /** Fewer are no median that may be quoted. */
  private static final int LEAST_ROUNDS_TO_KEEP = 3;

  private final Subjects<B> subjects;
  private final List<Subject<B>> chosen;
  private final Path folder;
  private final ResultFiles files;
  private final Taken now;

  /**
   * A run that has not begun.
   *
   * @param group of the subjects
   * @param subjects all that there are
   * @param arguments where to write, the commit, how many rounds, and which subjects (all)
   */
  public BenchRun(Group group, Subjects<B> subjects, String[] arguments) {
    this.subjects = subjects;
    this.chosen = subjects.named(Arrays.asList(arguments).subList(3, arguments.length));
    this.folder = Path.of(arguments[0]);
    this.files = new ResultFiles(folder.resolve("results"), group);
    this.now =
        new Taken(
            LocalDate.now(ZoneOffset.UTC).toString(), arguments[1], Integer.parseInt(arguments[2]));
  }

  /** How many rounds count. */
  public int rounds() {
    return now.rounds();
  }

  /** What the first version was measured at, on this release of Java. */
  public Optional<Release> firstVersion() {
    return files.firstVersion(Runtime.version().feature());
  }

  /**
   * Measures, prints, and writes if there are rounds enough.
   *
   * @param server all alone on the machine
   * @param bench where the subjects are measured
   * @param whole whether all was measured in full size; else nothing is written
   * @throws Exception if something cannot be measured; then nothing is written
   */
  public void measure(PostgresServer server, B bench, boolean whole) throws Exception {
    Release measured = measured(server, bench);
    System.out.println(measured.machine().line() + "\n");
    System.out.print(ResultsPage.table(files.group(), measured.figures()));
    if (whole && rounds() >= LEAST_ROUNDS_TO_KEEP) {
      write(measured);
    } else {
      System.err.println("Nothing was written: less than three whole rounds are only a glance.");
    }
  }

  private Release measured(PostgresServer server, B bench) throws Exception {
    Machine machine = Machine.here(server);
    List<Figure> figures = new ArrayList<>();
    for (Subject<B> subject : chosen) {
      FlightRecorder.record(folder.resolve("target"), subject.name(), () -> subject.measure(bench))
          .forEach(figure -> figures.add(figure.taken(now)));
    }
    return new Release(Runtime.version().feature(), machine, figures);
  }

  private void write(Release measured) throws IOException {
    files.keep(measured, subjects.names());
    Files.writeString(folder.resolve("RESULTS.md"), ResultsPage.of(files.folder()));
  }

  /** Durable, and so that nothing but what is measured is written meanwhile. */
  public static PostgresSettings settings() {
    return PostgresSettings.durable()
        .with("max_connections", "500")
        .with("shared_buffers", "1GB")
        .with("min_wal_size", "2GB")
        .with("max_wal_size", "16GB")
        .with("checkpoint_timeout", "1h");
  }
}
