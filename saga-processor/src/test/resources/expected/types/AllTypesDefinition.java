package types;

import io.backstitch.definition.Argument;
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
  public static final SagaType<Map<String, List<Long>>, Map<Colour, Set<String>[]>> SAGA =
      new SagaType<>("all-types", 1, new DataType<Map<String, List<Long>>>() {},
          new DataType<Map<Colour, Set<String>[]>>() {});

  /**
   * {@link AllTypes#count}.
   */
  private static final StepKey<Integer> COUNT = StepKey.of("count", Integer.class);

  /**
   * {@link AllTypes#names}, undone by {@link AllTypes#forget}.
   */
  private static final StepKey<List<String>> NAMES = new StepKey<>("names",
      new DataType<List<String>>() {});

  /**
   * {@link AllTypes#numbers}.
   */
  private static final StepKey<List<Integer>> NUMBERS = new StepKey<>("numbers",
      new DataType<List<Integer>>() {});

  /**
   * {@link AllTypes#bytes}.
   */
  private static final StepKey<byte[]> BYTES = StepKey.of("bytes", byte[].class);

  /**
   * {@link AllTypes#sets}.
   */
  private static final StepKey<Set<String>[]> SETS = new StepKey<>("sets",
      new DataType<Set<String>[]>() {});

  /**
   * {@link AllTypes#colour}.
   */
  private static final StepKey<Optional<Colour>> COLOUR = new StepKey<>("colour",
      new DataType<Optional<Colour>>() {});

  /**
   * {@link AllTypes#notify(Optional, List)}.
   */
  private static final StepKey<Void> NOTIFY = StepKey.of("notify");

  /**
   * {@link AllTypes#add(int)}.
   */
  private static final StepKey<Long> ADD = StepKey.of("add", Long.class);

  /**
   * {@link AllTypes#add(long)}.
   */
  private static final StepKey<double[][]> SUM = StepKey.of("sum", double[][].class);

  /**
   * {@link AllTypes#last}.
   */
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
        .takes(INPUT)
        .runs(saga::count);
    graph.step(NAMES).takes(INPUT, COUNT.result()).runs(saga::names);
    graph.compensation(NAMES).takes(NAMES.resultIfKnown(), COUNT.result()).does(saga::forget);
    graph.step(NUMBERS)
        .noCompensation("a test")
        .takes(COUNT.result())
        .runs(saga::numbers);
    graph.step(BYTES)
        .noCompensation("a test")
        .takes(NUMBERS.result())
        .runs(saga::bytes);
    graph.step(SETS)
        .noCompensation("a test")
        .takes(BYTES.result())
        .runs(saga::sets);
    graph.step(COLOUR)
        .noCompensation("a test")
        .takes(SETS.result())
        .runs(saga::colour);
    graph.step(NOTIFY)
        .noCompensation("a test")
        .takes(COLOUR.result(), NAMES.result())
        .does(saga::notify);
    graph.step(ADD)
        .after(NOTIFY)
        .noCompensation("a test")
        .takes(List.of(COUNT.result()))
        .runs(values -> saga.add((int) values.get(COUNT.result())));
    graph.step(SUM)
        .noCompensation("a test")
        .takes(List.of(ADD.result()))
        .runs(values -> saga.add((long) values.get(ADD.result())));
    graph.step(LAST).takes(SUM.result(), NAMES.result()).runs(saga::last);
    return graph.result(LAST).build();
  }
}
