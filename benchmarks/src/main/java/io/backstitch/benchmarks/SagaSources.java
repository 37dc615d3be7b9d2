package io.backstitch.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Saga classes as people write them: a record for each result, remote and transactional steps that
 * take one to three earlier results, compensations, retries. The same seed gives the same sources.
 */
final class SagaSources {

  static final String PACKAGE = "shop";

  private static final String REMOTE =
      """
        public Result%1$d step%1$d(%2$s) {
          long cents = %3$s;
          return new Result%1$d(remote.call(step.idempotencyKey(), "step%1$d", cents), cents);
        }
      """;

  private static final String TRANSACTIONAL =
      """
        public Result%1$d step%1$d(%2$s) throws SQLException {
          long cents = %3$s;
          try (PreparedStatement sql = db.prepareStatement("insert into result%1$d values (?, ?)")) {
            sql.setString(1, order.id());
            sql.setLong(2, cents);
            sql.executeUpdate();
          }
          return new Result%1$d(order.id(), cents);
        }
      """;

  private static final String UNDO_REMOTE =
      """

        @Compensate("step%1$d")
        public void undo%1$d(Order order, Optional<Result%1$d> result, StepContext step) {
          remote.call(step.idempotencyKeyOf("step%1$d"), "undo%1$d", order.cents());
        }
      """;

  private static final String UNDO_TRANSACTIONAL =
      """

        @Compensate("step%1$d")
        public void undo%1$d(Result%1$d result, Connection db) throws SQLException {
          try (PreparedStatement sql = db.prepareStatement("delete from result%1$d where id = ?")) {
            sql.setString(1, result.id());
            sql.executeUpdate();
          }
        }
      """;

  private final int number;
  private final int steps;
  private final Random random;
  private final StringBuilder source = new StringBuilder();
  private final SortedSet<Integer> last = new TreeSet<>();

  private SagaSources(int number, int steps, long seed) {
    this.number = number;
    this.steps = steps;
    this.random = new Random(seed * 31 + number);
  }

  /** The sources of a number of sagas with a number of steps each, by the names of the classes. */
  static Map<String, String> of(int sagas, int steps, long seed) {
    Map<String, String> sources = new TreeMap<>();
    for (int number = 1; number <= sagas; number++) {
      sources.put(PACKAGE + ".Process" + number, new SagaSources(number, steps, seed).saga());
    }
    return sources;
  }

  private String saga() {
    source.append(head());
    for (int step = 1; step <= steps; step++) {
      step(step);
    }
    return source.append("}\n").toString();
  }

  private void step(int step) {
    boolean isLast = step == steps;
    boolean transactional = random.nextInt(10) < 4;
    boolean undone = !isLast && random.nextInt(10) < 7;
    SortedSet<Integer> taken = taken(step);
    source.append("\n  public record Result%d(String id, long cents) {}\n\n".formatted(step));
    String order = isLast ? afterAllOthers(taken) : "";
    String retry =
        random.nextInt(4) == 0 ? "retry = @Retry(maxAttempts = 5, backoff = \"1s\")" : "";
    source.append("  @Step").append(annotationValues(order, retry)).append('\n');
    if (!undone) {
      source.append("  @NoCompensation(\"nothing of it is seen outside\")\n");
    }
    List<String> parameters = new ArrayList<>(List.of("Order order"));
    taken.forEach(from -> parameters.add("Result%1$d result%1$d".formatted(from)));
    parameters.add(transactional ? "Connection db" : "StepContext step");
    String list = String.join(", ", parameters);
    String method = transactional ? TRANSACTIONAL : REMOTE;
    source.append(method.formatted(step, list, sum(taken)));
    if (undone) {
      source.append((transactional ? UNDO_TRANSACTIONAL : UNDO_REMOTE).formatted(step));
    }
    last.removeAll(taken);
    last.add(step);
  }

  private SortedSet<Integer> taken(int step) {
    SortedSet<Integer> taken = new TreeSet<>();
    for (int i = 0; step > 1 && i < 1 + random.nextInt(3); i++) {
      taken.add(Math.max(1, step - 1 - random.nextInt(4)));
    }
    return taken;
  }

  private String afterAllOthers(SortedSet<Integer> taken) {
    List<String> names = new ArrayList<>();
    last.stream()
        .filter(step -> !taken.contains(step))
        .forEach(step -> names.add("\"step" + step + "\""));
    return names.isEmpty() ? "" : "after = {" + String.join(", ", names) + "}";
  }

  private static String annotationValues(String... values) {
    String said = String.join(", ", List.of(values).stream().filter(v -> !v.isEmpty()).toList());
    return said.isEmpty() ? "" : "(" + said + ")";
  }

  private static String sum(SortedSet<Integer> taken) {
    StringBuilder sum = new StringBuilder("order.cents()");
    taken.forEach(step -> sum.append(" + result").append(step).append(".cents()"));
    return sum.toString();
  }

  private String head() {
    return """
        package shop;

        import io.backstitch.annotations.Compensate;
        import io.backstitch.annotations.NoCompensation;
        import io.backstitch.annotations.Retry;
        import io.backstitch.annotations.Saga;
        import io.backstitch.annotations.Step;
        import io.backstitch.runtime.StepContext;
        import java.sql.Connection;
        import java.sql.PreparedStatement;
        import java.sql.SQLException;
        import java.util.Optional;

        @Saga(value = "process-%1$d", timeout = "1h", result = "step%2$d")
        public class Process%1$d {

          public record Order(String id, String customer, long cents) {}

          public interface Remote {
            String call(String key, String what, long cents);
          }

          private final Remote remote;

          public Process%1$d(Remote remote) {
            this.remote = remote;
          }
        """
        .formatted(number, steps);
  }
}
