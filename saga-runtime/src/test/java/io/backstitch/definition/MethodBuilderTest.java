package io.backstitch.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodBuilderTest {

  private final Map<Integer, StepBuilder<List<Integer>>> steps = new HashMap<>();
  private final Map<Integer, CompensationBuilder> compensations = new HashMap<>();
  private final List<Integer> told = new ArrayList<>();

  private static Argument<Integer> argument(int number) {
    return StepKey.of("step " + number, Integer.class).result();
  }

  private StepBuilder<List<Integer>> step(int parameters) {
    StepKey<List<Integer>> key = new StepKey<>("list", new DataType<List<Integer>>() {});
    return steps.computeIfAbsent(parameters, number -> new StepBuilder<>(key));
  }

  private CompensationBuilder undo(int parameters) {
    return compensations.computeIfAbsent(parameters, number -> new CompensationBuilder("undone"));
  }

  private static List<Integer> upTo(int number) {
    return IntStream.rangeClosed(1, number).boxed().toList();
  }

  private static List<Argument<?>> argumentsUpTo(int number) {
    List<Argument<?>> arguments = new ArrayList<>();
    upTo(number).forEach(each -> arguments.add(argument(each)));
    return arguments;
  }

  @Test
  void a_function_gets_its_arguments_in_the_order_in_which_they_were_named() throws Exception {
    step(1).takes(argument(1)).runs(a -> List.of(a));
    step(2).takes(argument(1), argument(2)).runs((a, b) -> List.of(a, b));
    step(3).takes(argument(1), argument(2), argument(3)).runs((a, b, c) -> List.of(a, b, c));
    step(4)
        .takes(argument(1), argument(2), argument(3), argument(4))
        .runs((a, b, c, d) -> List.of(a, b, c, d));
    step(5)
        .takes(argument(1), argument(2), argument(3), argument(4), argument(5))
        .runs((a, b, c, d, e) -> List.of(a, b, c, d, e));
    step(6)
        .takes(argument(1), argument(2), argument(3), argument(4), argument(5), argument(6))
        .runs((a, b, c, d, e, f) -> List.of(a, b, c, d, e, f));
    step(7)
        .takes(
            argument(1),
            argument(2),
            argument(3),
            argument(4),
            argument(5),
            argument(6),
            argument(7))
        .runs((a, b, c, d, e, f, g) -> List.of(a, b, c, d, e, f, g));
    step(8)
        .takes(
            argument(1),
            argument(2),
            argument(3),
            argument(4),
            argument(5),
            argument(6),
            argument(7),
            argument(8))
        .runs((a, b, c, d, e, f, g, h) -> List.of(a, b, c, d, e, f, g, h));

    for (int parameters = 1; parameters <= 8; parameters++) {
      assertThat(step(parameters).call().arguments()).isEqualTo(argumentsUpTo(parameters));
      assertThat(step(parameters).call().invoke(new Numbers())).isEqualTo(upTo(parameters));
    }
  }

  @Test
  void an_action_gets_its_arguments_in_the_order_in_which_they_were_named() throws Exception {
    undo(1).takes(argument(1)).does(a -> told.addAll(List.of(a)));
    undo(2).takes(argument(1), argument(2)).does((a, b) -> told.addAll(List.of(a, b)));
    undo(3)
        .takes(argument(1), argument(2), argument(3))
        .does((a, b, c) -> told.addAll(List.of(a, b, c)));
    undo(4)
        .takes(argument(1), argument(2), argument(3), argument(4))
        .does((a, b, c, d) -> told.addAll(List.of(a, b, c, d)));
    undo(5)
        .takes(argument(1), argument(2), argument(3), argument(4), argument(5))
        .does((a, b, c, d, e) -> told.addAll(List.of(a, b, c, d, e)));
    undo(6)
        .takes(argument(1), argument(2), argument(3), argument(4), argument(5), argument(6))
        .does((a, b, c, d, e, f) -> told.addAll(List.of(a, b, c, d, e, f)));
    undo(7)
        .takes(
            argument(1),
            argument(2),
            argument(3),
            argument(4),
            argument(5),
            argument(6),
            argument(7))
        .does((a, b, c, d, e, f, g) -> told.addAll(List.of(a, b, c, d, e, f, g)));
    undo(8)
        .takes(
            argument(1),
            argument(2),
            argument(3),
            argument(4),
            argument(5),
            argument(6),
            argument(7),
            argument(8))
        .does((a, b, c, d, e, f, g, h) -> told.addAll(List.of(a, b, c, d, e, f, g, h)));

    for (int parameters = 1; parameters <= 8; parameters++) {
      told.clear();
      assertThat(undo(parameters).call().arguments()).isEqualTo(argumentsUpTo(parameters));
      assertThat(undo(parameters).call().invoke(new Numbers())).isNull();
      assertThat(told).isEqualTo(upTo(parameters));
    }
  }

  @Test
  void a_method_without_parameters_takes_nothing() throws Exception {
    step(0).runs(() -> List.of(42));
    undo(0).does(() -> told.add(42));

    assertThat(step(0).call().arguments()).isEmpty();
    assertThat(step(0).call().invoke(new Numbers())).containsExactly(42);
    assertThat(undo(0).call().arguments()).isEmpty();
    assertThat(undo(0).call().invoke(new Numbers())).isNull();
    assertThat(told).containsExactly(42);
  }

  @Test
  void a_method_with_more_parameters_asks_for_their_values() throws Exception {
    step(9).takes(argumentsUpTo(9)).runs(values -> List.of(values.get(argument(9))));
    undo(9).takes(argumentsUpTo(9)).does(values -> told.add(values.get(argument(9))));

    assertThat(step(9).call().arguments()).isEqualTo(argumentsUpTo(9));
    assertThat(step(9).call().invoke(new Numbers())).containsExactly(9);
    assertThat(undo(9).call().invoke(new Numbers())).isNull();
    assertThat(told).containsExactly(9);
  }

  @Test
  void the_list_of_arguments_is_copied() {
    List<Argument<?>> arguments = argumentsUpTo(2);
    Parameters<StepFunction.OfValues<List<Integer>>, ?> parameters = step(2).takes(arguments);
    arguments.clear();
    parameters.runs(values -> List.of());

    assertThat(step(2).call().arguments()).isEqualTo(argumentsUpTo(2));
  }

  @Test
  void a_step_that_returns_something_cannot_run_what_returns_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> step(1).takes(argument(1)).does(told::add))
        .withMessage(
            "Step list returns List<Integer>, but was given a method that returns nothing. Say"
                + " runs, with a method that returns it.");
    assertThatIllegalArgumentException().isThrownBy(() -> step(0).does(() -> {}));
  }

  /** The value of the result of {@code step 3} is 3. */
  private record Numbers() implements Call.Values {
    @Override
    @SuppressWarnings("unchecked")
    public <T> T get(Argument<T> argument) {
      String step = ((Argument.Result<?>) argument).step().name();
      return (T) Integer.valueOf(step.substring("step ".length()));
    }
  }
}
