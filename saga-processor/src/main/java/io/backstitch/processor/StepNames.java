package io.backstitch.processor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a saga by name, also by one that nearly matches. */
final class StepNames {

  private final Map<String, StepSource> byName = new LinkedHashMap<>();

  StepNames(List<StepSource> steps) {
    steps.forEach(step -> byName.putIfAbsent(step.name().value(), step));
  }

  /** The step of exactly this name; the first, where several have it. */
  Optional<StepSource> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The step that is meant: that of the name, or else of the one that nearly matches. */
  Optional<StepSource> meant(String name) {
    return find(name).or(() -> NearMiss.of(name, byName.keySet()).flatMap(this::find));
  }

  /** What to say of a name that no step has. */
  String insteadOf(String name) {
    return NearMiss.of(name, byName.keySet())
        .map(near -> "Did you mean '" + near + "'?")
        .orElseGet(() -> "Name one of its steps: " + all());
  }

  private String all() {
    return String.join(", ", byName.keySet());
  }
}
