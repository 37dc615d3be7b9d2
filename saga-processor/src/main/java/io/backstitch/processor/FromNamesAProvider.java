package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Place;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Said;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code @From} names a step that returns what the parameter is. */
final class FromNamesAProvider implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.source()
        .methods()
        .flatMap(
            method ->
                method.method().parameters().stream()
                    .flatMap(parameter -> judge(saga, method, parameter).stream()));
  }

  private static Optional<Finding> judge(
      SagaModel saga, SagaMethod method, ParameterSource parameter) {
    Binding binding = saga.binding(parameter);
    if (binding instanceof Binding.FromNoStep wrong) {
      return Optional.of(noStep(saga, method, parameter, wrong));
    }
    return binding instanceof Binding.FromOther wrong
        ? Optional.of(other(saga, method, parameter, wrong))
        : Optional.empty();
  }

  private static Finding noStep(
      SagaModel saga, SagaMethod method, ParameterSource parameter, Binding.FromNoStep wrong) {
    Said<String> from = wrong.from();
    List<StepSource> candidates = saga.bindings().returning(parameter.type());
    String fix =
        wrong
            .meant()
            .map(step -> "Did you mean '" + step + "'?")
            .orElseGet(
                () ->
                    candidates.isEmpty()
                        ? saga.names().insteadOf(from.value())
                        : "Name a step that returns "
                            + parameter.type()
                            + ": "
                            + joined(candidates, ", "));
    return Finding.of(Problem.FROM_NO_STEP, from.place(), method.title(), from.value(), fix);
  }

  private static Finding other(
      SagaModel saga, SagaMethod method, ParameterSource parameter, Binding.FromOther wrong) {
    StepSource named = wrong.named();
    String hint = hint(saga, parameter);
    Place place = wrong.from().place();
    return named
        .returns()
        .map(
            type ->
                Finding.of(
                    Problem.FROM_OTHER_TYPE,
                    place,
                    method.title(),
                    named,
                    type,
                    parameter.type(),
                    hint))
        .orElseGet(
            () ->
                Finding.of(
                    Problem.FROM_VOID_STEP, place, method.title(), named, parameter.type(), hint));
  }

  /** Where the parameter's value does come from, as far as that is known. */
  private static String hint(SagaModel saga, ParameterSource parameter) {
    ValueType type = parameter.type();
    Optional<ValueType> input = saga.bindings().input();
    if (Provision.of(type).isPresent() || input.equals(Optional.of(type))) {
      return "; " + type + " needs no @From";
    }
    List<StepSource> returning = saga.bindings().returning(type);
    if (!returning.isEmpty()) {
      return "; " + type + " comes from " + joined(returning, " or ");
    }
    return input.isEmpty()
        ? "; without @From, " + type + " is the saga's input"
        : "; no step returns " + type + " yet";
  }

  private static String joined(List<StepSource> steps, String between) {
    return steps.stream().map(StepSource::toString).collect(Collectors.joining(between));
  }
}
