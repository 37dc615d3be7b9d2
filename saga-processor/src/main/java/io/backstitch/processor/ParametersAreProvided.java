package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Place;
import io.backstitch.graph.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.util.Types;

/** It is clear for every parameter where its value comes from. */
final class ParametersAreProvided implements Rule {

  private static final String IF_IT_IS_THE_INPUT =
      "; if the saga's input is meant, let the steps return a type of their own";

  private final Remedies remedies;

  ParametersAreProvided(Types types, Storability storability) {
    this.remedies = new Remedies(types, storability);
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
      return Optional.of(several(saga, method, parameter, several.candidates()));
    }
    if (binding instanceof Binding.OptionalOfOther optional) {
      return Optional.of(optionalOfOther(saga, method, parameter, optional.other()));
    }
    return binding instanceof Binding.Nobody && told.add(parameter.type())
        ? Optional.of(nobody(saga, method, parameter))
        : Optional.empty();
  }

  private static Finding several(
      SagaModel saga, SagaMethod method, ParameterSource parameter, List<StepSource> candidates) {
    return Finding.of(
        Problem.SEVERAL_PROVIDE,
        parameter.place(),
        method.title(),
        parameter.type(),
        candidates.stream().map(StepSource::toString).collect(Collectors.joining(", ")),
        whichIsMeant(saga, method, candidates));
  }

  private static String whichIsMeant(
      SagaModel saga, SagaMethod method, List<StepSource> candidates) {
    List<StepSource> possible =
        candidates.stream().filter(step -> !isTooLate(saga, step, method)).toList();
    if (possible.isEmpty()) {
      return "a type of its own, as all of these come too late for " + method.title();
    }
    return possible.stream()
            .map(step -> "@From(\"" + step + "\")")
            .collect(Collectors.joining(" or "))
        + (saga.bindings().input().isEmpty() ? IF_IT_IS_THE_INPUT : "");
  }

  /** Whether a step comes too late for a method, so that naming it would be the next mistake. */
  private static boolean isTooLate(SagaModel saga, StepSource step, SagaMethod method) {
    if (method instanceof StepSource taker) {
      return taker.equals(step) || saga.isBefore(taker, step);
    }
    return undone(saga, method).filter(own -> saga.isBefore(own, step)).isPresent();
  }

  /** What to take instead exists only if the other step comes before; if not, that is told. */
  private static Finding optionalOfOther(
      SagaModel saga, SagaMethod method, ParameterSource parameter, StepSource taken) {
    Place place = parameter.place();
    return undone(saga, method)
        .filter(own -> saga.isSure(own) && !saga.isBefore(taken, own))
        .map(own -> Finding.of(Problem.RESULT_NEED_NOT_EXIST, place, method.title(), taken, own))
        .orElseGet(
            () ->
                Finding.of(
                    Problem.OPTIONAL_OF_OTHER,
                    place,
                    method.title(),
                    taken,
                    parameter.insideOptional().orElseThrow()));
  }

  private static Optional<StepSource> undone(SagaModel saga, SagaMethod method) {
    return method instanceof CompensationSource undo ? saga.undoneBy(undo) : Optional.empty();
  }

  private Finding nobody(SagaModel saga, SagaMethod method, ParameterSource parameter) {
    return Finding.of(
        Problem.NOBODY_PROVIDES,
        parameter.place(),
        method.title(),
        parameter.type(),
        input(saga),
        remedies.of(saga, method, parameter));
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
}
