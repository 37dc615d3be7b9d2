package io.backstitch.processor;

import io.backstitch.processor.RandomSaga.Step;
import io.backstitch.processor.RandomSaga.Taken;
import io.backstitch.processor.RandomSaga.Undo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is true of a saga, worked out slowly with plain sets, and with nothing of the compiler's.
 */
final class NaiveGraph {

  private final RandomSaga saga;
  private final Map<String, Set<String>> before = new TreeMap<>();
  private final Map<String, Set<String>> longBefore;

  NaiveGraph(RandomSaga saga) {
    this.saga = saga;
    for (Step step : saga.steps()) {
      Set<String> direct = new TreeSet<>(step.after());
      step.takes().forEach(taken -> direct.add(taken.from()));
      before.put(step.name(), direct);
    }
    this.longBefore = closure(before);
  }

  /** For each step those that it waits for, near and far. */
  private static Map<String, Set<String>> closure(Map<String, Set<String>> direct) {
    Map<String, Set<String>> all = new TreeMap<>();
    direct.forEach((step, some) -> all.put(step, new TreeSet<>(some)));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Set<String> known : all.values()) {
        for (String one : List.copyOf(known)) {
          grows |= known.addAll(all.getOrDefault(one, Set.of()));
        }
      }
    }
    return all;
  }

  /** The steps directly before each. */
  Map<String, Set<String>> before() {
    return before;
  }

  /** All steps before each. */
  Map<String, Set<String>> longBefore() {
    return longBefore;
  }

  /** Why one step waits for another: edges as {@code a -> b}, with their reasons. */
  Map<String, Set<String>> edges() {
    Map<String, Set<String>> edges = new TreeMap<>();
    for (Step step : saga.steps()) {
      for (Taken taken : step.takes()) {
        reasons(edges, taken.from(), step).add("data");
      }
      for (String after : step.after()) {
        reasons(edges, after, step).add("after");
      }
    }
    return edges;
  }

  private static Set<String> reasons(Map<String, Set<String>> edges, String from, Step to) {
    return edges.computeIfAbsent(from + " -> " + to.name(), none -> new TreeSet<>());
  }

  /** How many steps are on the longest way to each. */
  Map<String, Integer> levels() {
    return levels(before);
  }

  private static Map<String, Integer> levels(Map<String, Set<String>> waits) {
    Map<String, Integer> levels = new TreeMap<>();
    waits.keySet().forEach(step -> levels.put(step, 0));
    for (int round = 0; round < waits.size(); round++) {
      waits.forEach(
          (step, others) ->
              others.forEach(
                  other ->
                      levels.put(step, Math.max(level(step, levels), level(other, levels) + 1))));
    }
    return levels;
  }

  private static int level(String step, Map<String, Integer> levels) {
    return levels.getOrDefault(step, 0);
  }

  private boolean isPivot(String step) {
    return saga.steps().stream().anyMatch(one -> one.name().equals(step) && one.pivot());
  }

  private Set<String> before(Step step) {
    return longBefore.getOrDefault(step.name(), Set.of());
  }

  boolean isAfterPivot(Step step) {
    return before(step).stream().anyMatch(this::isPivot);
  }

  private boolean isAfterAllOthers(Step step) {
    return before(step).size() == saga.steps().size() - 1;
  }

  /** Whether the step can have succeeded when something else fails. */
  boolean needsCompensation(Step step) {
    return !step.pivot() && !isAfterPivot(step) && !isAfterAllOthers(step);
  }

  /** For each step with a compensation the steps whose compensations are done before its own. */
  Map<String, Set<String>> undoneBefore() {
    Map<String, Set<String>> undone = undoOrder(new HashSet<>());
    undone.keySet().removeIf(step -> !hasUndo(step));
    undone.values().forEach(others -> others.removeIf(other -> !hasUndo(other)));
    return closure(undone);
  }

  /** How many compensations are on the longest way to that of each step. */
  Map<String, Integer> undoLevels() {
    return levels(undoneBefore());
  }

  private boolean hasUndo(String step) {
    return saga.steps().stream().anyMatch(one -> one.name().equals(step) && one.undo().isPresent());
  }

  /**
   * Which undoing waits for which directly. What a compensation asks for and cannot have, as it
   * would be waited for itself, is left out and put into {@code impossible}.
   */
  private Map<String, Set<String>> undoOrder(Set<String> impossible) {
    Map<String, Set<String>> waits = new TreeMap<>();
    for (Step step : saga.steps()) {
      waits.put(step.name(), new TreeSet<>());
    }
    longBefore.forEach(
        (step, others) -> others.forEach(other -> waits.getOrDefault(other, Set.of()).add(step)));
    for (Step step : saga.steps()) {
      for (String asked : step.undo().map(Undo::after).orElse(List.of())) {
        if (closure(waits).getOrDefault(asked, Set.of()).contains(step.name())) {
          impossible.add(step.name() + " after " + asked);
        } else {
          waits.getOrDefault(step.name(), Set.of()).add(asked);
        }
      }
    }
    return waits;
  }

  /** The step whose result is the saga's: the one named, or the only last one that returns. */
  Optional<String> result() {
    List<String> last =
        saga.steps().stream()
            .filter(step -> step.returns().isPresent())
            .map(Step::name)
            .filter(step -> before.values().stream().noneMatch(some -> some.contains(step)))
            .toList();
    return saga.result().or(() -> last.size() == 1 ? Optional.of(last.get(0)) : Optional.empty());
  }

  /** All that is wrong, each as its code and the step, or the compensation, that it is about. */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    List<Step> pivots = saga.steps().stream().filter(Step::pivot).toList();
    for (Step step : saga.steps()) {
      String name = "step " + step.name();
      boolean isBesideThePivot = pivots.size() == 1 && isBeside(step, pivots.get(0));
      boolean isUndone = step.noCompensation() || step.undo().isPresent();
      if (needsCompensation(step) && !isUndone && !isBesideThePivot) {
        errors.add("SAGA050 " + name);
      }
      if (step.pivot() && pivots.indexOf(step) > 0) {
        errors.add("SAGA060 " + name);
      }
      if (isBesideThePivot) {
        errors.add("SAGA061 " + name);
      }
      if (step.undo().isPresent()) {
        undoErrors(step, step.undo().orElseThrow()).forEach(errors::add);
      }
    }
    Set<String> impossible = new HashSet<>();
    undoOrder(impossible);
    impossible.forEach(
        one -> errors.add("SAGA044 compensation undo_" + one.substring(0, one.indexOf(' '))));
    return errors.stream().sorted().toList();
  }

  private boolean isBeside(Step one, Step other) {
    return one != other
        && !before(one).contains(other.name())
        && !before(other).contains(one.name());
  }

  private List<String> undoErrors(Step step, Undo undo) {
    List<String> errors =
        undo.takes().stream()
            .filter(taken -> !before(step).contains(taken.from()))
            .map(taken -> "SAGA043 compensation undo_" + step.name())
            .collect(Collectors.toList());
    boolean onlyForDoubt = step.pivot() || isAfterAllOthers(step);
    boolean isNeverInDoubt = step.transactional() || !undo.takesUnknown();
    if (isAfterPivot(step) || (onlyForDoubt && isNeverInDoubt)) {
      errors.add("SAGA062 compensation undo_" + step.name());
    }
    return errors;
  }
}
