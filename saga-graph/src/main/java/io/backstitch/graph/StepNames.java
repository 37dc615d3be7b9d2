package io.backstitch.graph;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The steps of a saga by name, also by that of their method or one that nearly matches.
 *
 * @param <S> what stands for a step
 */
public final class StepNames<S> {

  private final Map<String, S> byName = new LinkedHashMap<>();
  private final Map<String, String> byMethod = new LinkedHashMap<>();
  private final Set<String> shared = new HashSet<>();

  /**
   * @param steps in the order of their declaration
   * @param name the name of one
   * @param method the name of its method; empty where methods have none
   */
  public StepNames(List<S> steps, Function<S, String> name, Function<S, String> method) {
    Set<String> overloaded = new HashSet<>();
    for (S step : steps) {
      if (byName.putIfAbsent(name.apply(step), step) != null) {
        shared.add(name.apply(step));
      }
      if (byMethod.putIfAbsent(method.apply(step), name.apply(step)) != null) {
        overloaded.add(method.apply(step));
      }
    }
    byMethod.keySet().removeAll(overloaded);
    byMethod.remove("");
  }

  /** The step of exactly this name; the first, where several have it. */
  public Optional<S> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether several steps have a name, so that nobody knows which is meant by it. */
  boolean isShared(String name) {
    return shared.contains(name);
  }

  /** The step that is meant: that of the name, or else of the method or one that nearly matches. */
  public Optional<S> meant(String name) {
    return find(name).or(() -> near(name).flatMap(this::find));
  }

  /** What to say of a name that no step has. */
  public String insteadOf(String name) {
    return insteadOf(name, Optional.empty());
  }

  /**
   * The same, without proposing one step.
   *
   * @param never the step that cannot be meant
   */
  String insteadOf(String name, Optional<S> never) {
    return near(name)
        .filter(near -> never.isEmpty() || !find(near).equals(never))
        .map(near -> "Did you mean '" + near + "'?")
        .orElseGet(() -> "Name one of its steps: " + String.join(", ", byName.keySet()));
  }

  private Optional<String> near(String name) {
    return Optional.ofNullable(byMethod.get(name)).or(() -> NearMiss.of(name, byName.keySet()));
  }
}
