package io.backstitch.processor;

import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What to do about a parameter that nobody provides: as near to what was meant as can be told. */
final class Remedies {

  private static final String NO_IDEA = "Let a step return it, or make it a part of the input";

  private static final String KEEP_IT =
      "Keep it in a field of the class, or take a value that can be stored";

  private final Types types;
  private final Storability storability;

  Remedies(Types types, Storability storability) {
    this.types = types;
    this.storability = storability;
  }

  String of(SagaModel saga, SagaMethod method, ParameterSource parameter) {
    return Stream.of(
            nothing(parameter),
            input(saga, parameter),
            ownResult(saga, method, parameter),
            provided(parameter),
            akin(saga, parameter),
            service(parameter))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(NO_IDEA);
  }

  private static Optional<String> nothing(ParameterSource parameter) {
    return isNamed(parameter, "java.lang.Void")
        ? Optional.of("Take it away; what must only come first is named in after")
        : Optional.empty();
  }

  /** A compensation's Optional that is not quite that of its step. */
  private static Optional<String> ownResult(
      SagaModel saga, SagaMethod method, ParameterSource parameter) {
    boolean isOptional =
        Stream.of("", "Int", "Long", "Double")
            .anyMatch(kind -> isNamed(parameter, "java.util.Optional" + kind));
    return isOptional && method instanceof CompensationSource undo
        ? saga.undoneBy(undo)
            .map(
                step ->
                    step.returns()
                        .map(
                            type ->
                                "Take Optional<" + type + ">, as step " + step + " returns " + type)
                        .orElse("Take Optional<Void>, as step " + step + " returns nothing"))
        : Optional.empty();
  }

  private static Optional<String> input(SagaModel saga, ParameterSource parameter) {
    return parameter
        .insideOptional()
        .filter(inside -> saga.bindings().input().equals(Optional.of(inside)))
        .map(inside -> "Take " + inside + " itself, which is always there");
  }

  /** A class that is only called like one that the engine provides. */
  private static Optional<String> provided(ParameterSource parameter) {
    if (parameter.insideOptional().flatMap(Provision::of).isPresent()) {
      return parameter.insideOptional().map(type -> "Take " + type + " itself, it is always there");
    }
    return Stream.of(Provision.values())
        .map(Provision::type)
        .filter(type -> TypeText.brief(parameter.type().mirror()).equals(type.simpleName()))
        .map(type -> "What the engine provides is " + type.canonicalName())
        .findFirst();
  }

  private Optional<String> service(ParameterSource parameter) {
    return storability.isNoValue(parameter.type().mirror())
        ? Optional.of(KEEP_IT)
        : Optional.empty();
  }

  private Optional<String> akin(SagaModel saga, ParameterSource parameter) {
    return saga.steps().stream()
        .filter(step -> step.returns().filter(type -> areAkin(type, parameter)).isPresent())
        .findFirst()
        .map(
            step ->
                "Types must match exactly: step "
                    + step
                    + " returns "
                    + step.returns().orElseThrow());
  }

  private boolean areAkin(ValueType returned, ParameterSource parameter) {
    TypeMirror one = types.erasure(returned.mirror());
    TypeMirror other = types.erasure(parameter.type().mirror());
    boolean isInside = parameter.insideOptional().filter(returned::equals).isPresent();
    boolean isEither = isObject(one) || isObject(other);
    boolean isKind = types.isSubtype(one, other) || types.isSubtype(other, one);
    return isInside || areNumbers(one, other) || (isKind && !isEither);
  }

  private static boolean areNumbers(TypeMirror one, TypeMirror other) {
    return isNumber(one) && isNumber(other);
  }

  private static boolean isNumber(TypeMirror type) {
    return Stream.of("Byte", "Short", "Integer", "Long", "Float", "Double")
        .anyMatch(name -> TypeText.isNamed(type, "java.lang." + name));
  }

  private static boolean isNamed(ParameterSource parameter, String name) {
    return TypeText.isNamed(parameter.type().mirror(), name);
  }

  private static boolean isObject(TypeMirror type) {
    return TypeText.isNamed(type, "java.lang.Object");
  }
}
