package io.backstitch.processor;

import io.backstitch.graph.Said;
import io.backstitch.graph.StepNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/**
 * Decides for every parameter of a saga what it is. A type that no step returns is the saga's
 * input. Where there are several such types, it is the one that most parameters have, apart from
 * those that rather look like a result that somebody meant.
 */
final class Bindings {

  private final StepNames<StepSource> names;
  private final Types types;
  private final Map<ValueType, List<StepSource>> returning = new LinkedHashMap<>();
  private final Map<ParameterSource, Binding> bindings = new HashMap<>();
  private final Map<ValueType, List<ParameterSource>> open = new LinkedHashMap<>();
  private final Optional<ValueType> input;

  Bindings(SagaSource saga, StepNames<StepSource> names, Types types) {
    this.names = names;
    this.types = types;
    for (StepSource step : saga.steps()) {
      step.returns()
          .ifPresent(type -> returning.computeIfAbsent(type, none -> new ArrayList<>()).add(step));
    }
    saga.steps().forEach(step -> step.method().parameters().forEach(this::bind));
    saga.compensations().forEach(undo -> bind(undo, saga));
    input = mostTaken(saga);
    open.forEach(this::bindOpen);
  }

  /** What a parameter is. */
  Binding of(ParameterSource parameter) {
    Binding binding = bindings.get(parameter);
    if (binding == null) {
      throw new IllegalArgumentException(parameter + " is no parameter of this saga");
    }
    return binding;
  }

  /** The type of the saga's input; empty where no method takes it. */
  Optional<ValueType> input() {
    return input;
  }

  /** The steps that return a type. */
  List<StepSource> returning(ValueType type) {
    return returning.getOrDefault(type, List.of());
  }

  private void bind(ParameterSource parameter) {
    inferred(parameter).ifPresent(binding -> bindings.put(parameter, binding));
  }

  private void bind(CompensationSource compensation, SagaSource saga) {
    Optional<StepSource> own = undone(compensation, saga);
    for (ParameterSource parameter : compensation.method().parameters()) {
      own.map(step -> ownResult(parameter, step))
          .orElseGet(() -> Optional.of(new Binding.Moot()))
          .ifPresentOrElse(
              binding -> bindings.put(parameter, binding), () -> bindForeign(parameter));
    }
  }

  /** The step that is meant: of several with one name the one whose result is taken. */
  private Optional<StepSource> undone(CompensationSource compensation, SagaSource saga) {
    return saga.steps().stream()
        .filter(step -> step.name().value().equals(compensation.step().value()))
        .filter(
            step ->
                compensation.method().parameters().stream()
                    .anyMatch(parameter -> ownResult(parameter, step).isPresent()))
        .findFirst()
        .or(() -> names.meant(compensation.step().value()));
  }

  private void bindForeign(ParameterSource parameter) {
    Optional<StepSource> other =
        parameter
            .insideOptional()
            .flatMap(
                inside ->
                    returning(inside).stream().filter(step -> allows(parameter, step)).findFirst());
    if (other.isPresent() && returning(parameter.type()).isEmpty()) {
      bindings.put(parameter, new Binding.OptionalOfOther(other.orElseThrow()));
    } else {
      bind(parameter);
    }
  }

  private Optional<Binding> ownResult(ParameterSource parameter, StepSource own) {
    if (!allows(parameter, own)) {
      return Optional.empty();
    }
    if (own.returns().isEmpty()) {
      return parameter
          .insideOptional()
          .filter(ValueType::isVoid)
          .map(none -> new Binding.ResultIfKnown(own));
    }
    if (own.returns().equals(Optional.of(parameter.type()))) {
      return Optional.of(new Binding.Result(own));
    }
    return own.returns().equals(parameter.insideOptional())
        ? Optional.of(ifKnown(parameter, own))
        : Optional.empty();
  }

  /** The own result, unless another step returns just such an {@code Optional}. */
  private Binding ifKnown(ParameterSource parameter, StepSource own) {
    List<StepSource> others = returning(parameter.type());
    if (parameter.from().isPresent() || others.isEmpty()) {
      return new Binding.ResultIfKnown(own);
    }
    List<StepSource> candidates = new ArrayList<>(List.of(own));
    candidates.addAll(others);
    return new Binding.Several(candidates);
  }

  /** Whether {@code @From} names the step, or is not there. */
  private static boolean allows(ParameterSource parameter, StepSource step) {
    return parameter.from().map(from -> from.value().equals(step.name().value())).orElse(true);
  }

  /** What the parameter says by itself; empty, and noted, where only the whole saga can tell. */
  private Optional<Binding> inferred(ParameterSource parameter) {
    if (parameter.from().isPresent()) {
      return parameter.from().map(from -> named(parameter, from));
    }
    Optional<Provision> provision = Provision.of(parameter.type());
    if (provision.isPresent()) {
      return provision.map(Binding.Provided::new);
    }
    List<StepSource> candidates = returning(parameter.type());
    if (candidates.isEmpty()) {
      open.computeIfAbsent(parameter.type(), none -> new ArrayList<>()).add(parameter);
      return Optional.empty();
    }
    return Optional.of(
        candidates.size() == 1
            ? new Binding.Result(candidates.get(0))
            : new Binding.Several(candidates));
  }

  private Binding named(ParameterSource parameter, Said<String> from) {
    List<StepSource> candidates = returning(parameter.type());
    Optional<StepSource> named =
        candidates.stream().filter(step -> step.name().value().equals(from.value())).findFirst();
    if (named.isPresent()) {
      return new Binding.Result(named.orElseThrow());
    }
    return names
        .find(from.value())
        .<Binding>map(step -> new Binding.FromOther(from, step))
        .orElseGet(
            () -> new Binding.FromNoStep(from, StepSource.names(candidates).meant(from.value())));
  }

  private Optional<ValueType> mostTaken(SagaSource saga) {
    List<ValueType> candidates = new ArrayList<>(open.keySet());
    candidates.removeIf(type -> looksLikeAResult(type, saga));
    Collection<ValueType> all = candidates.isEmpty() ? open.keySet() : candidates;
    Optional<ValueType> most = Optional.empty();
    int times = 0;
    for (ValueType type : all) {
      int taken = open.getOrDefault(type, List.of()).size();
      if (taken > times) {
        most = Optional.of(type);
        times = taken;
      }
    }
    return most;
  }

  /** Whether a type is a kind of some result, or undoes a step that does not even take it. */
  private boolean looksLikeAResult(ValueType type, SagaSource saga) {
    return returning.keySet().stream().anyMatch(result -> areAkin(type, result))
        || saga.compensations().stream()
            .filter(undo -> takes(undo.method(), type))
            .flatMap(undo -> undone(undo, saga).stream())
            .anyMatch(step -> !step.returnsSomething() && !takes(step.method(), type));
  }

  private static boolean takes(MethodSource method, ValueType type) {
    return method.parameters().stream().anyMatch(parameter -> parameter.type().equals(type));
  }

  private boolean areAkin(ValueType type, ValueType result) {
    TypeMirror one = types.erasure(type.mirror());
    TypeMirror other = types.erasure(result.mirror());
    boolean isEither =
        TypeText.isNamed(one, "java.lang.Object") || TypeText.isNamed(other, "java.lang.Object");
    return !isEither && (types.isSubtype(one, other) || types.isSubtype(other, one));
  }

  private void bindOpen(ValueType type, List<ParameterSource> parameters) {
    Binding binding = input.equals(Optional.of(type)) ? new Binding.Input() : new Binding.Nobody();
    parameters.forEach(parameter -> bindings.put(parameter, binding));
  }
}
