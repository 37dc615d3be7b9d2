package io.backstitch.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When each step and each compensation of a saga can begin: on level 0 at once, on any other when
 * all that it waits for, which is on lower levels, is done.
 */
final class Levels {

  private final SagaOutline saga;
  private final List<StepOutline> order;
  private final Map<StepOutline, Integer> ofSteps = new LinkedHashMap<>();
  private final Map<StepOutline, Integer> positions = new HashMap<>();

  /** For each step that can be undone, the positions of all that are undone before it. */
  private final Map<StepOutline, BitSet> undoneBefore = new HashMap<>();

  private final Map<StepOutline, Integer> ofCompensations = new LinkedHashMap<>();

  Levels(SagaOutline saga) {
    this.saga = saga;
    this.order = saga.graph().order();
    for (StepOutline step : order) {
      positions.put(step, positions.size());
      Stream<StepOutline> before = saga.graph().edgesInto(step).stream().map(Edge::before);
      ofSteps.put(step, above(before.toList(), ofSteps));
    }
    List<StepOutline> undone = order.stream().filter(this::canBeUndone).toList();
    undone.forEach(this::levelOfCompensation);
  }

  private boolean canBeUndone(StepOutline step) {
    return !saga.compensationsOf(step).isEmpty();
  }

  private static int above(Collection<StepOutline> others, Map<StepOutline, Integer> levels) {
    return others.stream().mapToInt(other -> levels.getOrDefault(other, 0) + 1).max().orElse(0);
  }

  private int levelOfCompensation(StepOutline step) {
    Integer known = ofCompensations.get(step);
    if (known != null) {
      return known;
    }
    List<StepOutline> before = directlyUndoneBefore(step);
    before.forEach(this::levelOfCompensation);
    BitSet all = beforeAnyOf(before);
    before.forEach(other -> all.set(positions.getOrDefault(other, 0)));
    undoneBefore.put(step, all);
    int level = above(before, ofCompensations);
    ofCompensations.put(step, level);
    return level;
  }

  /** Steps that are undone before one: those after it in the graph, and those it names. */
  private List<StepOutline> directlyUndoneBefore(StepOutline step) {
    Stream<StepOutline> named =
        saga.compensationsOf(step).stream()
            .flatMap(undo -> undo.method().after().stream())
            .flatMap(after -> saga.names().find(after.value()).stream());
    return Stream.concat(order.stream().filter(other -> saga.graph().isBefore(step, other)), named)
        .filter(this::canBeUndone)
        .distinct()
        .toList();
  }

  int of(StepOutline step) {
    return ofSteps.getOrDefault(step, 0);
  }

  int ofCompensation(StepOutline step) {
    return ofCompensations.getOrDefault(step, 0);
  }

  /** All steps that are undone before one. */
  List<StepOutline> undoneBefore(StepOutline step) {
    return undoneBefore.getOrDefault(step, new BitSet()).stream().mapToObj(order::get).toList();
  }

  /** The same without those that follow from others. */
  List<StepOutline> undoneRightBefore(StepOutline step) {
    BitSet further = beforeAnyOf(undoneBefore(step));
    return undoneBefore(step).stream()
        .filter(one -> !further.get(positions.getOrDefault(one, 0)))
        .toList();
  }

  private BitSet beforeAnyOf(List<StepOutline> steps) {
    BitSet before = new BitSet();
    steps.forEach(step -> before.or(undoneBefore.getOrDefault(step, new BitSet())));
    return before;
  }

  /** The names of steps, level by level. */
  List<List<String>> steps() {
    return byLevel(this::of, order);
  }

  /** The names of the steps whose compensations run, level by level. */
  List<List<String>> compensations() {
    return byLevel(this::ofCompensation, order.stream().filter(this::canBeUndone).toList());
  }

  private static List<List<String>> byLevel(
      Function<StepOutline, Integer> level, List<StepOutline> steps) {
    List<List<String>> levels = new ArrayList<>();
    Optional<Integer> highest = steps.stream().map(level).max(Integer::compare);
    for (int i = 0; i <= highest.orElse(-1); i++) {
      int wanted = i;
      levels.add(
          steps.stream()
              .filter(step -> level.apply(step) == wanted)
              .map(StepOutline::toString)
              .collect(Collectors.toList()));
    }
    return levels;
  }
}
