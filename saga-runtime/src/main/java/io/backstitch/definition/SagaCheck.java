package io.backstitch.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a saga that was built by hand: what javac finds in an annotated one, in the same words.
 * What needs the graph is looked at only once there is one.
 */
final class SagaCheck<I extends @Nullable Object, R extends @Nullable Object> {

  private final SagaBuilder<I, R> saga;
  private final Map<String, StepBuilder<?>> steps = new LinkedHashMap<>();
  private final Map<String, CompensationBuilder> compensations = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable SagaGraph graph;

  SagaCheck(SagaBuilder<I, R> saga) {
    this.saga = saga;
    names();
    saga.steps().forEach(this::step);
    compensations.values().forEach(this::compensation);
    positive("the saga", saga.timeout());
    result();
    if (problems.isEmpty()) {
      cycles();
    }
    if (problems.isEmpty()) {
      SagaGraph made = new SagaGraph(predecessors());
      graph = made;
      pivot(made);
      steps.values().forEach(step -> undo(step, made));
      compensations.values().forEach(undo -> argumentsExist(undo, made));
      compensationOrder(made);
    }
  }

  List<String> problems() {
    return problems;
  }

  SagaGraph graph() {
    if (graph == null) {
      throw new IllegalStateException("there are problems: " + problems);
    }
    return graph;
  }

  @Nullable String pivot() {
    return pivots().stream().findFirst().orElse(null);
  }

  private List<String> pivots() {
    return steps.values().stream()
        .filter(StepBuilder::isPivot)
        .map(step -> step.key().name())
        .toList();
  }

  private void names() {
    for (StepBuilder<?> step : saga.steps()) {
      if (steps.put(step.key().name(), step) != null) {
        problems.add("there are two steps '" + step.key() + "'");
      }
    }
    if (steps.isEmpty()) {
      problems.add("it has no step");
    }
    for (CompensationBuilder compensation : saga.compensations()) {
      known("a compensation", compensation.step());
      if (compensations.put(compensation.step(), compensation) != null) {
        problems.add("step " + compensation.step() + " has two compensations");
      }
    }
  }

  private void step(StepBuilder<?> step) {
    String who = "step " + step.key();
    Call<?> call = step.call();
    if (call == null) {
      problems.add(who + " was begun but never told what it runs");
    } else {
      call.arguments().forEach(argument -> argument(who, argument));
    }
    step.after().forEach(other -> known(who + " is after a step that", other));
    positive(who, step.timeout());
  }

  private void compensation(CompensationBuilder compensation) {
    String who = "the compensation of " + compensation.step();
    Call<Void> call = compensation.call();
    if (call == null) {
      problems.add(who + " was begun but never told what it runs");
    } else {
      call.arguments().forEach(argument -> argument(who, argument));
    }
    compensation.after().forEach(other -> known(who + " is after one that", other));
    positive(who, compensation.timeout());
  }

  private void argument(String who, Argument<?> argument) {
    if (argument instanceof Argument.Input<?> input && !input.type().equals(saga.type().input())) {
      problems.add(
          who + " takes an input of type " + input.type() + ", but it is " + saga.type().input());
    } else if (argument instanceof Argument.Result<?> result) {
      key(who, result.step());
    } else if (argument instanceof Argument.ResultIfKnown<?> result) {
      key(who, result.step());
      if (!who.equals("the compensation of " + result.step())) {
        problems.add(
            who
                + " takes the Optional result of "
                + result.step()
                + "; only that step's own compensation can");
      }
    }
  }

  private void key(String who, StepKey<?> key) {
    StepBuilder<?> step = steps.get(key.name());
    if (step == null) {
      known(who + " takes the result of one that", key.name());
    } else if (!key.returnsSomething()) {
      problems.add(who + " takes the result of " + key + ", which returns nothing");
    } else if (!step.key().type().equals(key.type())) {
      problems.add(
          who + " takes " + key.type() + " from " + key + ", which returns " + step.key().type());
    }
  }

  private void known(String who, String step) {
    if (!steps.containsKey(step)) {
      problems.add(who + " is not there: no step '" + step + "'; the steps are " + steps.keySet());
    }
  }

  private void positive(String who, @Nullable Duration timeout) {
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      problems.add("the timeout of " + who + " is " + timeout + ", but must be more than zero");
    }
  }

  private void result() {
    StepKey<R> result = saga.result();
    if (result != null) {
      key("the saga", result);
    } else if (!saga.type().result().equals(DataType.of(Void.class))) {
      problems.add(
          "its result is a "
              + saga.type().result()
              + ", but no step was named whose result that is");
    }
  }

  private Map<String, Set<String>> predecessors() {
    Map<String, Set<String>> predecessors = new LinkedHashMap<>();
    for (StepBuilder<?> step : saga.steps()) {
      Set<String> before = new LinkedHashSet<>();
      Call<?> call = step.call();
      if (call != null) {
        before.addAll(results(call));
      }
      before.addAll(step.after());
      predecessors.put(step.key().name(), before);
    }
    return predecessors;
  }

  private static List<String> results(Call<?> call) {
    return call.arguments().stream()
        .filter(Argument.Result.class::isInstance)
        .map(argument -> ((Argument.Result<?>) argument).step().name())
        .toList();
  }

  private void cycles() {
    Optional<List<String>> cycle = SagaGraph.cycle(predecessors());
    cycle.ifPresent(
        path -> problems.add("its steps wait for each other: " + String.join(" → ", path)));
  }

  private void pivot(SagaGraph made) {
    if (pivots().size() > 1) {
      problems.add("it has several pivots, " + pivots() + ", but there is one point of no return");
      return;
    }
    for (String pivot : pivots()) {
      List<String> beside = made.beside(pivot);
      if (!beside.isEmpty()) {
        problems.add(
            "the steps " + beside + " may run beside the pivot " + pivot + "; order them by after");
      }
    }
  }

  private void undo(StepBuilder<?> step, SagaGraph made) {
    String name = step.key().name();
    boolean undone = compensations.containsKey(name);
    String nothing = step.noCompensation();
    if (undone && nothing != null) {
      problems.add("step " + name + " has a compensation and says that it needs none");
    } else if (!undone && nothing == null && !isSafeWithout(name, made)) {
      problems.add(
          "step "
              + name
              + " has no compensation though a step after or beside it can fail; add one, or say"
              + " with noCompensation why there is nothing to undo");
    }
  }

  private boolean isSafeWithout(String step, SagaGraph made) {
    boolean everythingElseIsBefore = made.ancestors(step).size() == steps.size() - 1;
    boolean onlyForward =
        pivots().stream()
            .anyMatch(pivot -> pivot.equals(step) || made.descendants(pivot).contains(step));
    return everythingElseIsBefore || onlyForward;
  }

  private void argumentsExist(CompensationBuilder compensation, SagaGraph made) {
    Call<Void> call = compensation.call();
    if (call == null) {
      return;
    }
    for (String taken : results(call)) {
      String step = compensation.step();
      if (!taken.equals(step) && !made.ancestors(step).contains(taken)) {
        problems.add(
            "the compensation of "
                + step
                + " takes the result of "
                + taken
                + ", which need not exist when it runs");
      }
    }
  }

  private void compensationOrder(SagaGraph made) {
    Map<String, Set<String>> undoneAfter = new LinkedHashMap<>();
    for (String step : made.order()) {
      Set<String> before = new LinkedHashSet<>(made.descendants(step));
      CompensationBuilder compensation = compensations.get(step);
      if (compensation != null) {
        before.addAll(compensation.after());
      }
      undoneAfter.put(step, before);
    }
    SagaGraph.cycle(undoneAfter)
        .ifPresent(
            path ->
                problems.add("its compensations wait for each other: " + String.join(" → ", path)));
  }
}
