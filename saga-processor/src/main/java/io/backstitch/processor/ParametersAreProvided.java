package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** It is clear for every parameter where its value comes from. */
final class ParametersAreProvided implements Rule {

  private final Types types;

  ParametersAreProvided(Types types) {
    this.types = types;
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Set<ValueType> told = new HashSet<>();
    return saga.source()
        .methods()
        .flatMap(
            method ->
                method.method().parameters().stream()
                    .flatMap(parameter -> judge(saga, method, parameter, told).stream()));
  }

  private Optional<Finding> judge(
      SagaModel saga, SagaMethod method, ParameterSource parameter, Set<ValueType> told) {
    Binding binding = saga.binding(parameter);
    if (binding instanceof Binding.Several several) {
      return Optional.of(several(method, parameter, several.candidates()));
    }
    if (binding instanceof Binding.OptionalOfOther optional) {
      return Optional.of(optionalOfOther(method, parameter, optional.other()));
    }
    return binding instanceof Binding.Nobody && told.add(parameter.type())
        ? Optional.of(nobody(saga, method, parameter))
        : Optional.empty();
  }

  private static Finding several(
      SagaMethod method, ParameterSource parameter, List<StepSource> candidates) {
    return Finding.of(
        Problem.SEVERAL_PROVIDE,
        parameter.place(),
        method.title(),
        parameter.type(),
        candidates.stream().map(StepSource::toString).collect(Collectors.joining(", ")),
        candidates.stream()
            .map(step -> "@From(\"" + step + "\")")
            .collect(Collectors.joining(" or ")));
  }

  private static Finding optionalOfOther(
      SagaMethod method, ParameterSource parameter, StepSource other) {
    return Finding.of(
        Problem.OPTIONAL_OF_OTHER,
        parameter.place(),
        method.title(),
        other,
        parameter.insideOptional().orElseThrow());
  }

  private Finding nobody(SagaModel saga, SagaMethod method, ParameterSource parameter) {
    return Finding.of(
        Problem.NOBODY_PROVIDES,
        parameter.place(),
        method.title(),
        parameter.type(),
        input(saga),
        fix(saga, parameter));
  }

  private static String input(SagaModel saga) {
    ValueType input = saga.bindings().input().orElseThrow();
    return saga.source()
        .methods()
        .filter(method -> takes(saga, method))
        .findFirst()
        .map(method -> "the saga's input is " + input + ", as " + method.title() + " takes it")
        .orElseThrow();
  }

  private static boolean takes(SagaModel saga, SagaMethod method) {
    return method.method().parameters().stream()
        .anyMatch(parameter -> saga.binding(parameter) instanceof Binding.Input);
  }

  private String fix(SagaModel saga, ParameterSource parameter) {
    return saga.steps().stream()
        .filter(step -> step.returns().filter(type -> areAkin(type, parameter)).isPresent())
        .findFirst()
        .map(
            step ->
                "Types must match exactly: step "
                    + step
                    + " returns "
                    + step.returns().orElseThrow())
        .orElse("Let a step return it, or make it a part of the input");
  }

  private boolean areAkin(ValueType returned, ParameterSource parameter) {
    TypeMirror one = types.erasure(returned.mirror());
    TypeMirror other = types.erasure(parameter.type().mirror());
    boolean isInside = parameter.insideOptional().filter(returned::equals).isPresent();
    boolean isEither = isObject(one) || isObject(other);
    boolean isKind = types.isSubtype(one, other) || types.isSubtype(other, one);
    return isInside || (isKind && !isEither);
  }

  private static boolean isObject(TypeMirror type) {
    return TypeText.isNamed(type, "java.lang.Object");
  }
}
