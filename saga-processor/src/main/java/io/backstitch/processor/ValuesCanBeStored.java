package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every result, and the input, can be written to the database and read again. */
final class ValuesCanBeStored implements Rule {

  private final Storability storability;

  ValuesCanBeStored(Storability storability) {
    this.storability = storability;
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Set<ValueType> told = new HashSet<>();
    Stream<Finding> results =
        saga.steps().stream()
            .flatMap(
                step ->
                    step.returns().filter(told::add).stream()
                        .flatMap(type -> result(step, type).stream()));
    Stream<Finding> input =
        saga.source()
            .methods()
            .flatMap(
                method ->
                    method.method().parameters().stream()
                        .filter(parameter -> saga.binding(parameter) instanceof Binding.Input)
                        .filter(parameter -> told.add(parameter.type()))
                        .flatMap(parameter -> input(method, parameter).stream()));
    return Stream.concat(results, input);
  }

  private Optional<Finding> result(StepSource step, ValueType type) {
    return storability
        .obstacle(type.mirror())
        .map(
            obstacle ->
                Finding.of(
                    Problem.NOT_STORABLE,
                    step.method().place(),
                    step.title(),
                    "its result " + type,
                    obstacle.reason(),
                    obstacle.fix()));
  }

  private Optional<Finding> input(SagaMethod method, ParameterSource parameter) {
    return storability
        .obstacle(parameter.type().mirror())
        .map(
            obstacle ->
                Finding.of(
                    Problem.NOT_STORABLE,
                    parameter.place(),
                    method.title(),
                    "the saga's input " + parameter.type(),
                    obstacle.reason(),
                    obstacle.fix()));
  }
}
