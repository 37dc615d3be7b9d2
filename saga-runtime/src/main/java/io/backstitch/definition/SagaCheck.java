package io.backstitch.definition;

import io.backstitch.graph.Finding;
import io.backstitch.graph.GraphRules;
import io.backstitch.graph.MethodOutline;
import io.backstitch.graph.OutlineType;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import io.backstitch.graph.RetryOutline;
import io.backstitch.graph.SagaOutline;
import io.backstitch.graph.StepNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges a saga that was built by hand: by the rules that the compiler has for graphs, and for what
 * only code can get wrong by those here, all in the same words.
 */
final class SagaCheck {

  private final SagaBuilder<?, ?> saga;
  private final SagaOutline outline;
  private final StepNames<StepBuilder<?>> names;
  private final List<Finding> findings = new ArrayList<>();

  SagaCheck(SagaBuilder<?, ?> saga) {
    this.saga = saga;
    this.outline = new BuiltOutline(saga).saga();
    this.names = new StepNames<>(saga.steps(), step -> step.key().name(), step -> "");
    GraphRules.judge(outline).stream()
        .filter(finding -> !finding.problem().isWarning())
        .forEach(findings::add);
    timeout("", saga.timeout());
    limit("", "grace", saga.grace(), Duration.ZERO, RetryOutline.AT_LEAST);
    saga.steps().forEach(step -> method("step " + step.key(), "", step.call(), step.settings()));
    saga.compensations()
        .forEach(undo -> method(undo.title(), undo.step(), undo.call(), undo.settings()));
    result();
  }

  /** All that is wrong, as people read it. */
  List<String> problems() {
    return findings.stream()
        .map(finding -> finding.message(saga.type().toString(), Written.BY_HAND))
        .distinct()
        .toList();
  }

  /** The saga as a graph. */
  SagaOutline outline() {
    return outline;
  }

  private void found(Problem problem, String about, Object... arguments) {
    findings.add(Finding.of(problem, BuiltOutline.NOWHERE, about, arguments));
  }

  /**
   * @param undoes the name of the step that the method undoes; empty where it is a step
   */
  private void method(
      String about, String undoes, @Nullable Call<?> call, MethodSettings settings) {
    timeout(about, settings.timeout());
    if (call == null) {
      found(Problem.NOTHING_TO_RUN, about);
    } else {
      call.arguments().forEach(argument -> argument(about, undoes, argument));
    }
  }

  private void argument(String about, String undoes, Argument<?> argument) {
    if (argument instanceof Argument.Input<?> input && !input.type().equals(saga.type().input())) {
      found(Problem.OTHER_INPUT, about, brief(input.type()), brief(saga.type().input()));
    } else if (argument instanceof Argument.Result<?> result) {
      result(about, result.step());
    } else if (argument instanceof Argument.ResultIfKnown<?> result) {
      ifKnown(about, undoes, result.step());
    }
  }

  private void ifKnown(String about, String undoes, StepKey<?> taken) {
    if (!taken.name().equals(undoes)) {
      found(Problem.OPTIONAL_OF_OTHER, about, taken, brief(taken.type()));
    } else {
      names.find(undoes).ifPresent(step -> sameType(about, taken, step.key()));
    }
  }

  private void result(String about, StepKey<?> taken) {
    names
        .find(taken.name())
        .ifPresentOrElse(
            step -> returned(about, taken, step.key()),
            () -> found(Problem.FROM_NO_STEP, about, taken.name(), names.insteadOf(taken.name())));
  }

  private void returned(String about, StepKey<?> taken, StepKey<?> step) {
    if (!step.returnsSomething()) {
      found(Problem.FROM_VOID_STEP, about, step, brief(taken.type()), "");
    } else {
      sameType(about, taken, step);
    }
  }

  private void sameType(String about, StepKey<?> taken, StepKey<?> step) {
    if (!step.type().equals(taken.type())) {
      OutlineType returned = brief(step.type());
      OutlineType wanted = brief(taken.type());
      boolean isClear = !returned.brief().equals(wanted.brief());
      found(
          Problem.FROM_OTHER_TYPE,
          about,
          step,
          isClear ? returned : returned.full(),
          isClear ? wanted : wanted.full(),
          "");
    }
  }

  private void timeout(String about, @Nullable Duration limit) {
    limit(about, "timeout", limit, Duration.ofNanos(1), MethodOutline.AT_LEAST);
  }

  private void limit(
      String about, String name, @Nullable Duration limit, Duration shortest, String fix) {
    if (limit == null) {
      return;
    }
    if (limit.compareTo(shortest) < 0) {
      found(Problem.DURATION_TOO_SHORT, about, name, limit, fix);
    } else if (limit.compareTo(MethodOutline.LONGEST_TIMEOUT) > 0) {
      found(Problem.DURATION_TOO_LONG, about, name, limit, MethodOutline.AT_MOST);
    }
  }

  private void result() {
    DataType<?> wanted = saga.type().result();
    StepKey<?> named = saga.result();
    if (named == null) {
      if (!wanted.equals(DataType.of(Void.class))) {
        found(Problem.RESULT_MISSING, "", brief(wanted));
      }
      return;
    }
    names
        .find(named.name())
        .map(StepBuilder::key)
        .filter(step -> step.returnsSomething() && !step.type().equals(wanted))
        .ifPresent(
            step ->
                found(Problem.RESULT_OF_OTHER_TYPE, "", step, brief(step.type()), brief(wanted)));
  }

  private static OutlineType brief(DataType<?> type) {
    return BuiltOutline.outline(type);
  }
}
