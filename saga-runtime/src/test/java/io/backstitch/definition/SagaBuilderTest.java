package io.backstitch.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SagaBuilderTest {

  private static final SagaType<String, Integer> SAGA =
      SagaType.of("by-hand", 1, String.class, Integer.class);
  private static final StepKey<Integer> A = StepKey.of("a", Integer.class);
  private static final StepKey<Integer> B = StepKey.of("b", Integer.class);
  private static final StepKey<Integer> C = StepKey.of("c", Integer.class);
  private static final StepKey<Void> NOTHING = StepKey.of("nothing");
  private static final StepFunction.Of0<Integer> ONE = () -> 1;

  private static List<String> problems(Consumer<SagaBuilder<String, Integer>> build) {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    build.accept(graph);
    return catchThrowableOfType(SagaDefinitionException.class, graph::build).problems();
  }

  /** A step that need not be undone. */
  private static StepBuilder<Integer> step(
      SagaBuilder<String, Integer> graph, StepKey<Integer> key) {
    return graph.step(key).noCompensation("test");
  }

  @Test
  void orders_steps_by_the_results_that_they_take() {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    step(graph, C).takes(A.result(), B.result()).runs((a, b) -> a + b);
    step(graph, B).takes(A.result()).runs(a -> a);
    step(graph, A).takes(Argument.input(SAGA)).runs(String::length);

    SagaDefinition<String, Integer> saga = graph.result(C).build();

    assertThat(saga.graph().order()).containsExactly("a", "b", "c");
    assertThat(saga.graph().ancestors("c")).containsExactlyInAnyOrder("a", "b");
    assertThat(saga.graph().descendants("a")).containsExactlyInAnyOrder("b", "c");
    assertThat(saga.graph().last()).containsExactly("c");
  }

  @Test
  void a_step_that_takes_the_transaction_is_transactional() {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    step(graph, A).takes(Argument.provided(Connection.class)).runs(db -> 1);
    step(graph, B).runs(ONE);

    SagaDefinition<String, Integer> saga = graph.result(B).build();

    assertThat(saga.step("a").kind()).isEqualTo(StepKind.TRANSACTIONAL);
    assertThat(saga.step("b").kind()).isEqualTo(StepKind.REMOTE);
  }

  @Test
  void names_all_problems_at_once() {
    assertThat(
            problems(
                graph -> {
                  step(graph, A).runs(ONE);
                  step(graph, A).runs(ONE);
                  graph.step(B);
                  graph.compensation(C).does(() -> {});
                }))
        .containsExactlyInAnyOrder(
            "SAGA011 in saga by-hand, step a: step number 2 has the same step name as step number"
                + " 1. Give one of the two another name.",
            "SAGA018 in saga by-hand, step b: it was begun but never told what it runs. Call runs"
                + " or does on it.",
            "SAGA040 in saga by-hand, compensation of c: it undoes a step 'c', which is not there."
                + " Name one of its steps: a, b.",
            "SAGA092 in saga by-hand: its result is to be Integer, but no step is named whose"
                + " result that is. Name it by result.");
  }

  @Test
  void shows_the_path_of_a_cycle() {
    assertThat(
            problems(
                graph -> {
                  step(graph, A).takes(C.result()).runs(c -> c);
                  step(graph, B).takes(A.result()).runs(a -> a);
                  step(graph, C).takes(B.result()).runs(b -> b);
                  graph.result(C);
                }))
        .containsExactly(
            "SAGA030 in saga by-hand, step a: steps wait for each other, so none of them can begin:"
                + " a → c → b → a (a takes Integer from c, c takes Integer from b, b takes Integer"
                + " from a). Let one of them take something else, or return a type of its own.");
  }

  @Test
  void refuses_the_result_of_a_step_that_returns_nothing_or_something_else() {
    assertThat(
            problems(
                graph -> {
                  graph.step(NOTHING).noCompensation("test").does(() -> {});
                  step(graph, A).takes(NOTHING.result()).runs(x -> 1);
                  step(graph, B).takes(StepKey.of("a", String.class).result()).runs(x -> 1);
                  graph.result(B);
                }))
        .containsExactlyInAnyOrder(
            "SAGA024 in saga by-hand, step a: it takes Void from step nothing, which returns"
                + " nothing. Name a step that returns Void.",
            "SAGA023 in saga by-hand, step b: it takes String from step a, which returns Integer."
                + " Types must match exactly.");
  }

  @Test
  void asks_for_a_compensation_where_something_can_fail_later() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).runs(ONE);
                  graph.step(B).after(A).runs(ONE);
                  graph.result(B);
                }))
        .containsExactly(
            "SAGA050 in saga by-hand, step a: it cannot be undone, though other steps can fail"
                + " after it or beside it: b. Add a compensation of a, or say"
                + " noCompensation(\"why\").");
  }

  @Test
  void asks_for_no_compensation_of_the_pivot_and_what_comes_after_it() {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(A).pivot().runs(ONE);
    graph.step(B).after(A).runs(ONE);
    graph.step(C).after(B).runs(ONE);

    SagaDefinition<String, Integer> saga = graph.result(C).build();

    assertThat(saga.pivot()).contains("a");
    assertThat(saga.isAfterPivot("a")).isFalse();
    assertThat(saga.isAfterPivot("c")).isTrue();
  }

  @Test
  void refuses_two_pivots_and_a_step_beside_one() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).pivot().runs(ONE);
                  graph.step(B).after(A).pivot().runs(ONE);
                  graph.result(B);
                }))
        .containsExactly(
            "SAGA060 in saga by-hand, step b: it is a pivot and so is step a, but there is only one"
                + " point of no return. Take pivot away from one of them.");
    assertThat(
            problems(
                graph -> {
                  graph.step(A).pivot().runs(ONE);
                  step(graph, B).runs(ONE);
                  graph.result(A);
                }))
        .containsExactly(
            "SAGA061 in saga by-hand, step b: it may still run when the pivot a has succeeded, and"
                + " then could not be undone. Order the two: one takes the result of the other, or"
                + " names it in after.");
  }

  @Test
  void refuses_a_compensation_that_takes_what_need_not_exist() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).runs(ONE);
                  graph.compensation(A).takes(B.result()).does(b -> {});
                  step(graph, B).runs(ONE);
                  graph.result(B);
                }))
        .containsExactly(
            "SAGA043 in saga by-hand, compensation of a: it takes the result of step b, which need"
                + " not exist when step a is undone. Take only the result of a and of steps that"
                + " come before it.");
  }

  @Test
  void refuses_compensations_that_wait_for_each_other() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).runs(ONE);
                  graph.step(B).after(A).runs(ONE);
                  graph.compensation(A).does(() -> {});
                  graph.compensation(B).after(A).does(() -> {});
                  graph.result(B);
                }))
        .containsExactlyInAnyOrder(
            "SAGA044 in saga by-hand, compensation of b: compensations wait for each other: undoing"
                + " b waits for undoing a waits for undoing b. Take 'a' out of after.",
            "SAGA062 in saga by-hand, compensation of b: it could never run: no step can fail after"
                + " b, and for a result in doubt it would have to take Optional. Take"
                + " Optional<Integer>, or take the compensation away.");
  }

  @Test
  void suggests_the_step_that_was_meant() {
    StepKey<Integer> reserve = StepKey.of("reserve", Integer.class);
    StepKey<Integer> reserv = StepKey.of("reserv", Integer.class);

    assertThat(
            problems(
                graph -> {
                  step(graph, reserve).runs(ONE);
                  step(graph, A).takes(reserv.result()).runs(taken -> taken);
                  graph.step(B).after(reserv).noCompensation("test").runs(ONE);
                  graph.result(reserv);
                }))
        .containsExactlyInAnyOrder(
            "SAGA022 in saga by-hand, step a: it takes the result of a step 'reserv', which is not"
                + " there. Did you mean 'reserve'?",
            "SAGA032 in saga by-hand, step b: it is after a step 'reserv', which is not there. Did"
                + " you mean 'reserve'?",
            "SAGA090 in saga by-hand: result names a step 'reserv', which is not there. Did you"
                + " mean 'reserve'?");
  }

  @Test
  void refuses_what_only_code_can_get_wrong() {
    SagaType<Integer, String> other = SagaType.of("other", 1, Integer.class, String.class);
    StepKey<String> text = StepKey.of("text", String.class);

    assertThat(
            problems(
                graph -> {
                  graph.step(text).takes(A.result()).runs(String::valueOf);
                  graph.step(A).takes(Argument.input(other)).runs(in -> in);
                  graph.compensation(A).takes(text.resultIfKnown()).does(b -> {});
                  graph.result(StepKey.of("text", Integer.class));
                }))
        .containsExactlyInAnyOrder(
            "SAGA026 in saga by-hand, step a: it takes an input of type Integer, but the saga's is"
                + " String. Take String.",
            "SAGA043 in saga by-hand, compensation of a: it takes the result of step text, which"
                + " need not exist when step a is undone. Take only the result of a and of steps"
                + " that come before it.",
            "SAGA025 in saga by-hand, compensation of a: it takes the Optional result of step text,"
                + " but only the compensation of text may. Take String itself.",
            "SAGA093 in saga by-hand: its result is to be Integer, but result names step text,"
                + " which returns String. Name a step that returns Integer.");
  }

  @Test
  void a_compensation_of_a_step_that_returns_nothing_can_undo_an_unknown_outcome() {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(NOTHING).does(() -> {});
    graph.compensation(NOTHING).takes(NOTHING.resultIfKnown()).does(unknown -> {});
    graph.step(A).after(NOTHING).runs(ONE);

    assertThat(graph.result(A).build().step("nothing").compensation())
        .isNotNull()
        .matches(CompensationDefinition::canUndoUnknownOutcome);
  }

  @Test
  void a_primitive_counts_as_its_box() {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    step(graph, StepKey.of("a", int.class)).runs(ONE);
    step(graph, B).takes(A.result()).runs(a -> a);

    assertThat(graph.result(B).build().graph().order()).containsExactly("a", "b");
  }

  @Test
  void refuses_a_timeout_that_no_engine_could_count() {
    assertThat(
            problems(
                graph -> {
                  graph.timeout(Duration.ofDays(200_000)).step(A).runs(ONE);
                  graph.result(A);
                }))
        .containsExactly(
            "SAGA075 in saga by-hand: timeout 'PT4800000H' is too long. Write 36500d or less.");
  }

  @Test
  void a_step_is_told_once_what_it_runs() {
    StepBuilder<Integer> step = SagaDefinition.builder(SAGA).step(A);
    step.runs(ONE);

    assertThatIllegalStateException()
        .isThrownBy(() -> step.runs(ONE))
        .withMessageContaining("told already");
  }

  @Test
  void refuses_a_timeout_that_is_not_positive() {
    assertThat(
            problems(
                graph -> {
                  graph.timeout(Duration.ZERO).step(A).timeout(Duration.ofMillis(-1)).runs(ONE);
                  graph.result(A);
                }))
        .containsExactlyInAnyOrder(
            "SAGA074 in saga by-hand: timeout 'PT0S' is too short. Write more than 0s.",
            "SAGA074 in saga by-hand, step a: timeout 'PT-0.001S' is too short. Write more than"
                + " 0s.");
  }

  private static Optional<Duration> grace(Consumer<SagaBuilder<String, Integer>> limit) {
    SagaBuilder<String, Integer> graph = SagaDefinition.builder(SAGA);
    limit.accept(graph);
    step(graph, A).runs(ONE);
    return graph.result(A).build().grace();
  }

  @Test
  void steps_beside_a_failed_one_may_finish_unless_a_grace_time_is_set() {
    assertThat(grace(graph -> {})).isEmpty();
    assertThat(grace(graph -> graph.grace(Duration.ofSeconds(10))))
        .contains(Duration.ofSeconds(10));
  }

  @Test
  void takes_every_grace_time_from_none_to_the_longest_timeout() {
    Duration longest = Duration.ofDays(36_500);

    assertThat(grace(graph -> graph.grace(Duration.ZERO))).contains(Duration.ZERO);
    assertThat(grace(graph -> graph.grace(longest))).contains(longest);
  }

  @Test
  void refuses_a_grace_time_that_is_negative_or_that_no_engine_could_count() {
    assertThat(
            problems(
                graph -> {
                  graph.grace(Duration.ofNanos(-1)).step(A).runs(ONE);
                  graph.result(A);
                }))
        .containsExactly(
            "SAGA074 in saga by-hand: grace 'PT-0.000000001S' is too short. Write 0s or more.");
    assertThat(
            problems(
                graph -> {
                  graph.grace(Duration.ofDays(36_500).plusNanos(1)).step(A).runs(ONE);
                  graph.result(A);
                }))
        .containsExactly(
            "SAGA075 in saga by-hand: grace 'PT876000H0.000000001S' is too long. Write 36500d or"
                + " less.");
  }

  @Test
  void refuses_names_and_versions_in_the_words_of_the_compiler() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaType.of("Not-Lower", 1, String.class, String.class))
        .withMessage(
            "SAGA005: a saga cannot be called 'Not-Lower': a name is [a-z][a-z0-9-]*, at most 100"
                + " long. Write a name such as 'not-lower'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaType.of("Ä\n", 1, String.class, String.class))
        .withMessageContaining("called 'Ä\\n'")
        .withMessageEndingWith("Write a name such as 'my-saga'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaType.of("a", 0, String.class, String.class))
        .withMessage(
            "SAGA006 in saga a: its version is 0, but versions begin at 1. Write 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepKey.of(" "))
        .withMessage(
            "SAGA012: a step cannot be called ' ': it is blank. Write 1 to 100 printable"
                + " characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul\0", "a\nb", "\u0085", "a\u2028", "\ud800", "\udc00\ud800"})
  void refuses_names_of_steps_that_cannot_be_printed_and_stored(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StepKey.of(name))
        .withMessageContaining("not all of it can be printed and stored")
        .satisfies(refused -> assertThat(refused.getMessage()).matches("\\P{Cntrl}*"));
  }

  @Test
  void takes_names_of_steps_in_every_language() {
    assertThat(StepKey.of("größe \u4ed8\u6b3e \ud83d\ude80")).hasToString("größe 付款 🚀");
  }

  private static void assertPolicyRefused(
      String words, int attempts, Duration backoff, double multiplier, Duration maxBackoff) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(attempts, backoff, multiplier, maxBackoff))
        .withMessage(words);
  }

  @Test
  void refuses_policies_in_the_words_of_the_compiler() {
    Duration second = Duration.ofSeconds(1);
    assertPolicyRefused(
        "SAGA070: maxAttempts is 0. Write 1 or more; 1 means that nothing is repeated.",
        0,
        second,
        1,
        second);
    assertPolicyRefused(
        "SAGA073: maxBackoff PT1S is shorter than backoff PT2S. Write the longest delay as"
            + " maxBackoff and the first one as backoff.",
        1,
        second.multipliedBy(2),
        1,
        second);
    assertPolicyRefused(
        "SAGA074: backoff 'PT-1S' is too short. Write 0s or more.", 1, second.negated(), 1, second);
    assertPolicyRefused(
        "SAGA075: maxBackoff 'PT8784H' is too long. Write 365d or less.",
        1,
        second,
        1,
        Duration.ofDays(366));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0, -2, Double.NaN, Double.POSITIVE_INFINITY})
  void refuses_to_multiply_delays_by_what_is_no_number_above_one(double multiplier) {
    assertPolicyRefused(
        "SAGA071: multiplier is " + multiplier + ". Write 1 or more; 1 keeps all delays alike.",
        1,
        Duration.ZERO,
        multiplier,
        Duration.ofDays(365));
  }

  @Test
  void refuses_a_result_that_is_taken_plainly_where_its_optional_may_be_empty() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).runs(ONE);
                  step(graph, B).takes(A.result()).runs(a -> a);
                  graph
                      .compensation(A)
                      .takes(A.result(), A.resultIfKnown())
                      .does((a, perhaps) -> {});
                  graph.result(B);
                }))
        .containsExactly(
            "SAGA045 in saga by-hand, compensation of a: it takes the result of step a plainly and"
                + " as Optional; where nobody knows whether a took effect, only the Optional has a"
                + " value. Take only the Optional.");
  }

  @Test
  void wants_to_know_why_there_is_nothing_to_undo() {
    assertThat(
            problems(
                graph -> {
                  graph.step(A).noCompensation(" ").runs(ONE);
                  graph.result(A);
                }))
        .containsExactly(
            "SAGA052 in saga by-hand, step a: it says that there is nothing to undo, but not why."
                + " Say why: noCompensation(\"why\").");
  }

  @Test
  void delays_grow_by_the_multiplier_up_to_the_longest() {
    RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(100), 2, Duration.ofMillis(350));

    assertThat(List.of(policy.delayAfter(1), policy.delayAfter(2), policy.delayAfter(3)))
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(350));
    assertThat(policy.delayAfter(100_000)).isEqualTo(Duration.ofMillis(350));
  }

  @Test
  void a_data_type_knows_its_type_arguments() {
    assertThat(new DataType<List<String>>() {}.toString())
        .isEqualTo("java.util.List<java.lang.String>");
    assertThat(new DataType<List<String>>() {}).isEqualTo(new DataType<List<String>>() {});
    assertThat(new DataType<List<String>>() {}).isNotEqualTo(new DataType<List<Integer>>() {});
    assertThat(new DataType<String>() {}).isEqualTo(DataType.of(String.class));
  }

  @Test
  void refuses_a_saga_without_a_step() {
    assertThatExceptionOfType(SagaDefinitionException.class)
        .isThrownBy(() -> SagaDefinition.builder(SAGA).build())
        .withMessageContaining("no step");
  }
}
