package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The least that planning can be: for each step a count of those that it still waits for. Knows
 * nothing of failures, retries or doubt, and forgets what was before.
 */
final class CountedSteps {

  private final String[] names;
  private final Map<String, Integer> positions;
  private final int[][] waiting;
  private final int[] waitsFor;

  /**
   * @param back whether the steps are to be undone, each once those directly after it are
   */
  CountedSteps(SagaDefinition<?, ?> saga, boolean back) {
    List<String> order = saga.graph().order();
    this.names = order.toArray(String[]::new);
    this.positions = new HashMap<>();
    this.waiting = new int[names.length][];
    this.waitsFor = new int[names.length];
    order.forEach(name -> positions.put(name, positions.size()));
    for (String name : order) {
      Set<String> before = saga.graph().predecessors(name);
      List<String> after =
          order.stream().filter(one -> saga.graph().predecessors(one).contains(name)).toList();
      int step = positions.get(name);
      waiting[step] = (back ? before : after).stream().mapToInt(positions::get).toArray();
      waitsFor[step] = (back ? after : before).size();
    }
  }

  private CountedSteps(CountedSteps other) {
    this.names = other.names;
    this.positions = other.positions;
    this.waiting = other.waiting;
    this.waitsFor = other.waitsFor.clone();
  }

  /** The same for another saga, from its beginning. */
  CountedSteps again() {
    return new CountedSteps(this);
  }

  /** What waited for nothing else. */
  List<String> done(String step) {
    List<String> ready = new ArrayList<>();
    for (int other : waiting[positions.get(step)]) {
      if (--waitsFor[other] == 0) {
        ready.add(names[other]);
      }
    }
    return ready;
  }
}
