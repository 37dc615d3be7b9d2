package io.backstitch.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which steps a saga of a test has, and which come directly before each; first steps first. */
final class StepOrder {

  private final Map<String, List<String>> before = new LinkedHashMap<>();

  static StepOrder chain(String... steps) {
    StepOrder order = new StepOrder();
    for (int i = 0; i < steps.length; i++) {
      order = i == 0 ? order.with(steps[i]) : order.with(steps[i], steps[i - 1]);
    }
    return order;
  }

  StepOrder with(String step, String... before) {
    this.before.put(step, List.of(before));
    return this;
  }

  List<String> steps() {
    return List.copyOf(before.keySet());
  }

  String last() {
    return steps().get(before.size() - 1);
  }

  List<String> before(String step) {
    return before.get(step);
  }

  List<String> after(String step) {
    return steps().stream().filter(other -> before(other).contains(step)).toList();
  }
}
