package io.backstitch.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps of a saga by name, also by one that nearly matches.
 *
 * @param <S> what stands for a step
 */
public final class StepNames<S> {

  private final Map<String, S> byName = new LinkedHashMap<>();

  /**
   * @param steps in the order of their declaration
   * @param name the name of one
   */
  public StepNames(List<S> steps, Function<S, String> name) {
    steps.forEach(step -> byName.putIfAbsent(name.apply(step), step));
  }

  /** The step of exactly this name; the first, where several have it. */
  public Optional<S> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The step that is meant: that of the name, or else of the one that nearly matches. */
  public Optional<S> meant(String name) {
    return find(name).or(() -> NearMiss.of(name, byName.keySet()).flatMap(this::find));
  }

  /** What to say of a name that no step has. */
  public String insteadOf(String name) {
    return NearMiss.of(name, byName.keySet())
        .map(near -> "Did you mean '" + near + "'?")
        .orElseGet(() -> "Name one of its steps: " + String.join(", ", byName.keySet()));
  }
}
