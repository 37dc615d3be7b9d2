package io.backstitch.processor;

import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/**
 * What messages call the methods of a saga: by their names, and where these are alike with their
 * classes, or with the types of their parameters.
 */
final class NamesOfMethods {

  private final List<MethodSource> methods;

  NamesOfMethods(SagaSource saga) {
    this.methods = saga.methods().map(SagaMethod::method).toList();
  }

  String of(MethodSource method) {
    List<MethodSource> alike =
        methods.stream()
            .filter(other -> other.name().equals(method.name()))
            .filter(other -> !other.element().equals(method.element()))
            .toList();
    if (alike.isEmpty()) {
      return method.name();
    }
    boolean parametersDiffer =
        alike.stream().noneMatch(other -> parameters(other).equals(parameters(method)));
    return parametersDiffer
        ? method.name() + parameters(method)
        : method.name() + " of " + owner(method).getSimpleName();
  }

  private static String parameters(MethodSource method) {
    return method.parameters().stream()
        .map(parameter -> parameter.type().toString())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static TypeElement owner(MethodSource method) {
    return Nesting.of(method.element()).get(0);
  }
}
