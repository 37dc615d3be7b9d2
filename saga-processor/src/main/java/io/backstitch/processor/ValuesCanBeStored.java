package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.HashSet;
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
                    step.returns().filter(told::add).stream().flatMap(type -> result(step, type)));
    Stream<Finding> input =
        saga.source()
            .methods()
            .flatMap(
                method ->
                    method.method().parameters().stream()
                        .filter(parameter -> saga.binding(parameter) instanceof Binding.Input)
                        .filter(parameter -> told.add(parameter.type()))
                        .flatMap(parameter -> input(method, parameter)));
    return Stream.concat(results, input);
  }

  private Stream<Finding> result(StepSource step, ValueType type) {
    return storability
        .obstacles(type.mirror())
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

  private Stream<Finding> input(SagaMethod method, ParameterSource parameter) {
    return storability
        .obstacles(parameter.type().mirror())
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
