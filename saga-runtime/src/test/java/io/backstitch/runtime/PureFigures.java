package io.backstitch.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the parts that do nothing but think, each round in new JVMs and each part just before
 * its floor: {@code ./bench pure}. Where a benchmark is called {@code x}, its floor is {@code
 * xFloor}.
 */
final class PureFigures {

  /** Fewer are no median that may be quoted. */
  private static final int LEAST_ROUNDS_TO_KEEP = 3;

  private static final String FLOOR = "Floor";

  /** What was measured of one part: a figure of each round. */
  private record Rounds(List<Double> nanos, List<Double> bytes) {}

  /** All that is kept of a run. */
  private record Measured(
      String java, int cores, String day, String commit, int rounds, List<PureFigure> figures) {}

  private final Map<String, Rounds> measured = new TreeMap<>();

  private PureFigures() {}

  /** Takes the folder for the results, the commit, and how many rounds to measure. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[2]);
    PureFigures run = new PureFigures();
    for (int round = 0; round < rounds; round++) {
      System.err.printf("round %d of %d%n", round + 1, rounds);
      run.measure();
    }
    List<PureFigure> figures = run.figures();
    System.out.println(PureFigure.HEAD);
    figures.forEach(figure -> System.out.println(figure.line()));
    if (rounds >= LEAST_ROUNDS_TO_KEEP) {
      write(Path.of(arguments[0]), arguments[1], rounds, figures);
    } else {
      System.err.println("Nothing was written: less than three rounds are only a glance.");
    }
  }

  private void measure() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(PlanningBenchmark.class.getName())
        .include(EncodingBenchmark.class.getName())
        .addProfiler(GCProfiler.class)
        .forks(1)
        .warmupIterations(4)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(4)
        .measurementTime(TimeValue.milliseconds(500))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    for (RunResult result : new Runner(options.build()).run()) {
      Rounds rounds =
          measured.computeIfAbsent(
              name(result.getParams()), name -> new Rounds(new ArrayList<>(), new ArrayList<>()));
      rounds.nanos().add(result.getPrimaryResult().getScore());
      rounds.bytes().add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
  }

  /** Such as "plan chain forward", or "planFloor chain forward". */
  private static String name(BenchmarkParams params) {
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    return method
        + params.getParamsKeys().stream()
            .map(key -> " " + params.getParam(key).toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining());
  }

  private List<PureFigure> figures() {
    List<PureFigure> figures = new ArrayList<>();
    measured.forEach(
        (name, rounds) -> {
          Rounds floor = measured.get(name.replaceFirst("^\\w+", "$0" + FLOOR));
          if (floor != null) {
            figures.add(
                new PureFigure(
                    name,
                    median(rounds.nanos()),
                    median(rounds.bytes()),
                    median(floor.nanos()),
                    median(floor.bytes())));
          }
        });
    return figures;
  }

  /** To a tenth. */
  private static double median(List<Double> values) {
    double median = values.stream().sorted().toList().get(values.size() / 2);
    return Math.round(median * 10) / 10.0;
  }

  private static void write(Path folder, String commit, int rounds, List<PureFigure> figures)
      throws IOException {
    Measured all =
        new Measured(
            Runtime.version().toString(),
            Runtime.getRuntime().availableProcessors(),
            LocalDate.now(ZoneOffset.UTC).toString(),
            commit,
            rounds,
            figures);
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("pure-" + Runtime.version().feature() + ".json"),
        json.writeValueAsString(all) + "\n");
  }
}
