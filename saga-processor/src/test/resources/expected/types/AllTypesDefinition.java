package types;

import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Generated;
import types.AllTypes.Colour;

/**
 * The saga {@code all-types}, as {@link AllTypes} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class AllTypesDefinition {
  /**
   * What to give an engine to start {@code all-types} or to find one.
   */
  public static final SagaType<Map<String, List<Long>>, Map<Colour, Set<String>[]>> SAGA = new SagaType<>("all-types", 1,
      new DataType<Map<String, List<Long>>>() {}, new DataType<Map<Colour, Set<String>[]>>() {});

  private static final StepKey<Integer> COUNT = StepKey.of("count", Integer.class);

  private static final StepKey<List<String>> NAMES = new StepKey<>("names",
      new DataType<List<String>>() {});

  private static final StepKey<List<Integer>> NUMBERS = new StepKey<>("numbers",
      new DataType<List<Integer>>() {});

  private static final StepKey<byte[]> BYTES = StepKey.of("bytes", byte[].class);

  private static final StepKey<Set<String>[]> SETS = new StepKey<>("sets",
      new DataType<Set<String>[]>() {});

  private static final StepKey<Optional<Colour>> COLOUR = new StepKey<>("colour",
      new DataType<Optional<Colour>>() {});

  private static final StepKey<Void> NOTIFY = StepKey.of("notify");

  private static final StepKey<Long> ADD = StepKey.of("add", Long.class);

  private static final StepKey<double[][]> SUM = StepKey.of("sum", double[][].class);

  private static final StepKey<Map<Colour, Set<String>[]>> LAST = new StepKey<>("last",
      new DataType<Map<Colour, Set<String>[]>>() {});

  private static final Argument<Map<String, List<Long>>> INPUT = Argument.input(SAGA);

  private AllTypesDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Map<String, List<Long>>, Map<Colour, Set<String>[]>> of(
      AllTypes saga) {
    SagaBuilder<Map<String, List<Long>>, Map<Colour, Set<String>[]>> graph =
        SagaDefinition.builder(SAGA);
    graph.step(COUNT)
        .noCompensation("a test")
        .runs(Call.of(saga::count, INPUT));
    graph.step(NAMES).runs(Call.of(saga::names, INPUT, Argument.result(COUNT)));
    graph.compensation(NAMES)
        .runs(Call.action(saga::forget, Argument.resultIfKnown(NAMES), Argument.result(COUNT)));
    graph.step(NUMBERS)
        .noCompensation("a test")
        .runs(Call.of(saga::numbers, Argument.result(COUNT)));
    graph.step(BYTES)
        .noCompensation("a test")
        .runs(Call.of(saga::bytes, Argument.result(NUMBERS)));
    graph.step(SETS)
        .noCompensation("a test")
        .runs(Call.of(saga::sets, Argument.result(BYTES)));
    graph.step(COLOUR)
        .noCompensation("a test")
        .runs(Call.of(saga::colour, Argument.result(SETS)));
    graph.step(NOTIFY)
        .noCompensation("a test")
        .runs(Call.action(saga::notify, Argument.result(COLOUR), Argument.result(NAMES)));
    graph.step(ADD)
        .after(NOTIFY)
        .noCompensation("a test")
        .runs(Call.of(
            List.of(Argument.result(COUNT)),
            values -> saga.add((int) values.get(Argument.result(COUNT)))));
    graph.step(SUM)
        .noCompensation("a test")
        .runs(Call.of(
            List.of(Argument.result(ADD)),
            values -> saga.add((long) values.get(Argument.result(ADD)))));
    graph.step(LAST).runs(Call.of(saga::last, Argument.result(SUM), Argument.result(NAMES)));
    return graph.result(LAST).build();
  }
}
