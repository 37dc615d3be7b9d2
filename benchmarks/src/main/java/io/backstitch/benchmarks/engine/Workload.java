package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.engine.JournalRow.Answers;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A saga that is measured: how the engine knows it, and what each instance leaves in the tables.
 * The floors write just that, and every run is held to it.
 *
 * @param type the saga
 * @param definition its definition, new for each engine
 * @param journal the rows of one instance, in their order but for steps side by side
 * @param changesStock whether each step updates its row of {@link Stock}
 */
record Workload(
    SagaType<Order, Done> type,
    Supplier<SagaDefinition<Order, Done>> definition,
    List<JournalRow> journal,
    boolean changesStock) {

  static final String DESTINATION = "orders";

  static final Workload REMOTE =
      new Workload(
          RemoteOrderDefinition.SAGA,
          () -> RemoteOrderDefinition.of(new RemoteOrder()),
          completed(5, Answers.RESULT_AND_EVENT),
          false);

  static final Workload SHORT =
      new Workload(
          ShortOrderDefinition.SAGA,
          () -> ShortOrderDefinition.of(new ShortOrder()),
          completed(3, Answers.RESULT),
          false);

  static final Workload TRANSACTIONAL =
      new Workload(
          TransactionalOrderDefinition.SAGA,
          () -> TransactionalOrderDefinition.of(new TransactionalOrder()),
          completed(5, Answers.RESULT),
          true);

  static final Workload FAILING =
      new Workload(
          FailingOrderDefinition.SAGA,
          () -> FailingOrderDefinition.of(new FailingOrder()),
          failed(),
          false);

  static final Workload DIAMOND =
      new Workload(
          DiamondOrderDefinition.SAGA,
          () -> DiamondOrderDefinition.of(new DiamondOrder()),
          diamond(),
          false);

  /** The status before a row of the journal; the first has none. */
  @Nullable String statusBefore(int place) {
    return place == 0 ? null : journal.get(place - 1).status();
  }

  int events() {
    return (int) journal.stream().filter(JournalRow::hasEvent).count();
  }

  int steps() {
    return journal.size() - 1;
  }

  String endsAs() {
    return journal.get(journal.size() - 1).status();
  }

  private static JournalRow started() {
    return new JournalRow("STARTED", "RUNNING", null, Answers.NOTHING);
  }

  private static JournalRow succeeded(String step, Answers answers) {
    return new JournalRow("STEP_SUCCEEDED", "RUNNING", step, answers);
  }

  private static List<JournalRow> completed(int steps, Answers answers) {
    List<JournalRow> rows = new ArrayList<>(List.of(started()));
    IntStream.range(1, steps).forEach(step -> rows.add(succeeded("step" + step, answers)));
    rows.add(new JournalRow("STEP_SUCCEEDED", "COMPLETED", "step" + steps, answers));
    return List.copyOf(rows);
  }

  private static List<JournalRow> failed() {
    return List.of(
        started(),
        succeeded("step1", Answers.RESULT_AND_EVENT),
        succeeded("step2", Answers.RESULT_AND_EVENT),
        succeeded("step3", Answers.RESULT_AND_EVENT),
        new JournalRow("STEP_FAILED", "COMPENSATING", "step4", Answers.FAILURE),
        new JournalRow("STEP_COMPENSATED", "COMPENSATING", "step3", Answers.NOTHING),
        new JournalRow("STEP_COMPENSATED", "COMPENSATING", "step2", Answers.NOTHING),
        new JournalRow("STEP_COMPENSATED", "COMPENSATED", "step1", Answers.NOTHING));
  }

  private static List<JournalRow> diamond() {
    List<JournalRow> rows = new ArrayList<>(List.of(started(), succeeded("first", Answers.RESULT)));
    IntStream.rangeClosed(1, 8).forEach(i -> rows.add(succeeded("side" + i, Answers.RESULT)));
    rows.add(new JournalRow("STEP_SUCCEEDED", "COMPLETED", "last", Answers.RESULT));
    return List.copyOf(rows);
  }
}
