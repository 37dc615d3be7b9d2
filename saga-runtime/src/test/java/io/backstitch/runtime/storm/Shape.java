package io.backstitch.runtime.storm;

import io.backstitch.definition.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the sagas of one type look like, and what can be scripted to go wrong in them. */
final class Shape {

  static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(20), 1, Duration.ofMillis(20));

  /** So long that the saga waits in the table. */
  static final RetryPolicy SLOW =
      new RetryPolicy(4, Duration.ofSeconds(3), 1, Duration.ofSeconds(3));

  enum Kind {
    REMOTE,
    TRANSACTIONAL
  }

  enum Undo {
    NONE,
    NEEDS_RESULT,
    EVEN_IF_UNKNOWN
  }

  /** One step; the limit of its time is null where there is none. */
  record Step(
      String name, List<String> after, Kind kind, Undo undo, RetryPolicy retry, Duration limit) {

    /** Whether a lost connection or a slow machine can make its attempts fail. */
    boolean isAtTheMercyOfTheStorm() {
      return kind == Kind.TRANSACTIONAL || limit != null;
    }
  }

  private final String name;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final List<String> scripts = new ArrayList<>();
  private String pivot = "";
  private Duration limit;

  Shape(String name) {
    this.name = name;
    scripts.add("as planned");
  }

  Shape remote(String step, String... after) {
    return add(new Step(step, List.of(after), Kind.REMOTE, Undo.NEEDS_RESULT, QUICK, null));
  }

  Shape transactional(String step, String... after) {
    return add(new Step(step, List.of(after), Kind.TRANSACTIONAL, Undo.NEEDS_RESULT, QUICK, null));
  }

  private Shape add(Step step) {
    steps.put(step.name(), step);
    return this;
  }

  // ---- What follows changes the step that was added last.

  Shape undone(Undo undo) {
    Step step = last();
    return add(new Step(step.name, step.after, step.kind, undo, step.retry, step.limit));
  }

  Shape retried(RetryPolicy retry) {
    Step step = last();
    return add(new Step(step.name, step.after, step.kind, step.undo, retry, step.limit));
  }

  Shape within(Duration stepLimit) {
    Step step = last();
    return add(new Step(step.name, step.after, step.kind, step.undo, step.retry, stepLimit));
  }

  Shape pivot() {
    pivot = last().name();
    return undone(Undo.NONE);
  }

  // ---- The whole saga.

  Shape allWithin(Duration sagaLimit) {
    limit = sagaLimit;
    return this;
  }

  Shape scripts(String... more) {
    scripts.addAll(List.of(more));
    return this;
  }

  String name() {
    return name;
  }

  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  Step step(String step) {
    return steps.get(step);
  }

  /** Empty if nothing can have been undone after it. */
  String pivotStep() {
    return pivot;
  }

  Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }

  List<String> allScripts() {
    return List.copyOf(scripts);
  }

  Step last() {
    return new ArrayList<>(steps.values()).get(steps.size() - 1);
  }

  /** All that come after a step, directly or not. */
  Set<String> descendants(String step) {
    Set<String> found = new LinkedHashSet<>();
    for (Step other : steps.values()) {
      if (other.after().contains(step)) {
        found.add(other.name());
        found.addAll(descendants(other.name()));
      }
    }
    return found;
  }
}
