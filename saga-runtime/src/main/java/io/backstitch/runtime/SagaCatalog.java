package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The definitions that an engine knows. */
final class SagaCatalog {

  private final Map<TypeVersion, SagaDefinition<?, ?>> definitions = new LinkedHashMap<>();

  void add(SagaDefinition<?, ?> definition) {
    for (StepDefinition<?> step : definition.steps()) {
      check(definition, "step " + step.name(), step.call());
      if (step.compensation() != null) {
        check(definition, "the compensation of " + step.name(), step.compensation().call());
      }
    }
    TypeVersion name = TypeVersion.of(definition.type());
    if (definitions.putIfAbsent(name, definition) != null) {
      throw new IllegalArgumentException(
          "Two definitions of saga %s version %d were registered with one engine. The engine was not built. Register one of them, or give the newer one a new version."
              .formatted(name.type(), name.version()));
    }
  }

  private static void check(SagaDefinition<?, ?> saga, String who, Call<?> call) {
    for (Argument<?> argument : call.arguments()) {
      if (argument instanceof Argument.Provided<?> provided
          && !EngineProvides.types().contains(provided.type())) {
        throw new IllegalArgumentException(
            "Saga %s, %s: it wants a %s from the engine, which provides only %s. The engine was not built. Give it to the saga class in its constructor instead."
                .formatted(
                    saga.type(),
                    who,
                    provided.type().getName(),
                    EngineProvides.types().stream().map(Class::getSimpleName).toList()));
      }
    }
  }

  /** The definition that a caller means. */
  SagaDefinition<?, ?> require(SagaType<?, ?> type, @Nullable String key) {
    SagaDefinition<?, ?> definition = definitions.get(TypeVersion.of(type));
    if (definition == null) {
      throw new IllegalArgumentException(
          "Saga %s '%s' was not started: this engine has no definition of %s version %d; it has %s. Nothing was written. Register %s with SagaEngine.builder(...).register(...)."
              .formatted(
                  type,
                  key,
                  type.name(),
                  type.version(),
                  definitions.isEmpty() ? "none" : definitions.keySet(),
                  "the saga's generated ...Definition.of(...)"));
    }
    if (!definition.type().equals(type)) {
      throw new IllegalArgumentException(
          "Saga %s '%s' was not started: it is registered as %s -> %s, but was started as %s -> %s. Nothing was written. Use the SAGA constant of the definition that is registered."
              .formatted(
                  type,
                  key,
                  definition.type().input(),
                  definition.type().result(),
                  type.input(),
                  type.result()));
    }
    return definition;
  }

  SagaDefinition<?, ?> get(TypeVersion name) {
    return find(name).orElseThrow(() -> new IllegalStateException("not registered: " + name));
  }

  Optional<SagaDefinition<?, ?>> find(TypeVersion name) {
    return Optional.ofNullable(definitions.get(name));
  }

  Collection<TypeVersion> names() {
    return Set.copyOf(definitions.keySet());
  }
}
