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

  private static final Argument<Integer> COUNT_RESULT = Argument.result(COUNT);

  private static final Argument<List<String>> NAMES_RESULT = Argument.result(NAMES);

  private static final Argument<Optional<List<String>>> NAMES_IF_KNOWN =
      Argument.resultIfKnown(NAMES);

  private static final Argument<List<Integer>> NUMBERS_RESULT = Argument.result(NUMBERS);

  private static final Argument<byte[]> BYTES_RESULT = Argument.result(BYTES);

  private static final Argument<Set<String>[]> SETS_RESULT = Argument.result(SETS);

  private static final Argument<Optional<Colour>> COLOUR_RESULT = Argument.result(COLOUR);

  private static final Argument<Long> ADD_RESULT = Argument.result(ADD);

  private static final Argument<double[][]> SUM_RESULT = Argument.result(SUM);

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
    graph.step(NAMES).takes(INPUT, COUNT_RESULT).runs(saga::names);
    graph.compensation(NAMES).takes(NAMES_IF_KNOWN, COUNT_RESULT).does(saga::forget);
    graph.step(NUMBERS)
        .noCompensation("a test")
        .takes(COUNT_RESULT)
        .runs(saga::numbers);
    graph.step(BYTES)
        .noCompensation("a test")
        .takes(NUMBERS_RESULT)
        .runs(saga::bytes);
    graph.step(SETS)
        .noCompensation("a test")
        .takes(BYTES_RESULT)
        .runs(saga::sets);
    graph.step(COLOUR)
        .noCompensation("a test")
        .takes(SETS_RESULT)
        .runs(saga::colour);
    graph.step(NOTIFY)
        .noCompensation("a test")
        .takes(COLOUR_RESULT, NAMES_RESULT)
        .does(saga::notify);
    graph.step(ADD)
        .after(NOTIFY)
        .noCompensation("a test")
        .takes(List.of(COUNT_RESULT))
        .runs(values -> saga.add((int) values.get(COUNT_RESULT)));
    graph.step(SUM)
        .noCompensation("a test")
        .takes(List.of(ADD_RESULT))
        .runs(values -> saga.add((long) values.get(ADD_RESULT)));
    graph.step(LAST).takes(SUM_RESULT, NAMES_RESULT).runs(saga::last);
    return graph.result(LAST).build();
  }
}
