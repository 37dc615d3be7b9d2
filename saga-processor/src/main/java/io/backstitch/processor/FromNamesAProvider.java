package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Place;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Said;
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
      return Optional.of(noStep(saga, method, wrong.from()));
    }
    return binding instanceof Binding.FromOther wrong
        ? Optional.of(other(saga, method, parameter, wrong))
        : Optional.empty();
  }

  private static Finding noStep(SagaModel saga, SagaMethod method, Said<String> from) {
    return Finding.of(
        Problem.FROM_NO_STEP,
        from.place(),
        method.title(),
        from.value(),
        saga.names().insteadOf(from.value()));
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
    boolean needsNone =
        Provision.of(type).isPresent() || saga.bindings().input().equals(Optional.of(type));
    if (needsNone) {
      return "; " + type + " needs no @From";
    }
    String returning =
        saga.bindings().returning(type).stream()
            .map(StepSource::toString)
            .collect(Collectors.joining(" or "));
    return returning.isEmpty() ? "" : "; " + type + " comes from " + returning;
  }
}
