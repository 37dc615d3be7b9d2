package io.backstitch.definition;

import io.backstitch.graph.OutlineType;
import io.backstitch.graph.SagaFacts;
import io.backstitch.graph.SagaFacts.Result;
import io.backstitch.graph.SagaOutline;
import io.backstitch.graph.StepOutline;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A saga that an engine can run: its steps, what undoes them and the graph they form. Immutable;
 * the methods that it calls are called from many threads at once.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class SagaDefinition<I extends @Nullable Object, R extends @Nullable Object> {

  private final SagaType<I, R> type;
  private final Map<String, StepDefinition<?>> steps;
  private final List<StepDefinition<?>> order;
  private final SagaFacts facts;
  private final SagaGraph graph;
  private final @Nullable String pivot;
  private final @Nullable String result;
  private final @Nullable Duration timeout;
  private final @Nullable Duration grace;

  SagaDefinition(
      SagaType<I, R> type, List<StepDefinition<?>> steps, SagaOutline outline, SagaTraits traits) {
    this.type = type;
    this.graph = new SagaGraph(outline.graph());
    Map<String, StepDefinition<?>> byName = new LinkedHashMap<>();
    graph.order().forEach(name -> byName.put(name, named(name, steps)));
    this.steps = Collections.unmodifiableMap(byName);
    this.order = List.copyOf(byName.values());
    this.pivot = outline.pivot().map(StepOutline::toString).orElse(null);
    this.result = traits.result();
    this.timeout = traits.timeout();
    this.grace = traits.grace();
    this.facts =
        new SagaFacts(
            type.name(),
            type.version(),
            typeOf(type.input()),
            resultStep().flatMap(step -> typeOf(type.result()).map(of -> new Result(of, step))),
            new SagaFacts.Limits(timeout(), grace()),
            outline);
  }

  private static Optional<OutlineType> typeOf(DataType<?> type) {
    return type.equals(DataType.of(Void.class))
        ? Optional.empty()
        : Optional.of(BuiltOutline.outline(type));
  }

  private static StepDefinition<?> named(String name, List<StepDefinition<?>> steps) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Begins a saga that is built by hand.
   *
   * @param type its name, version and types
   * @return a builder
   * @param <I> the input
   * @param <R> the result
   */
  public static <I extends @Nullable Object, R extends @Nullable Object> SagaBuilder<I, R> builder(
      SagaType<I, R> type) {
    return new SagaBuilder<>(type);
  }

  /**
   * Name, version and types.
   *
   * @return the type with which instances are started
   */
  public SagaType<I, R> type() {
    return type;
  }

  /**
   * All steps, each after those that it comes after.
   *
   * @return the steps
   */
  public List<StepDefinition<?>> steps() {
    return order;
  }

  /**
   * One step.
   *
   * @param name its name
   * @return the step
   * @throws IllegalArgumentException if the saga has no such step
   */
  public StepDefinition<?> step(String name) {
    StepDefinition<?> step = steps.get(name);
    if (step == null) {
      throw new IllegalArgumentException(
          "Saga " + type + " has no step '" + name + "'; its steps are " + steps.keySet() + ".");
    }
    return step;
  }

  /**
   * Which step comes after which.
   *
   * @return the graph
   */
  public SagaGraph graph() {
    return graph;
  }

  /**
   * The point of no return.
   *
   * @return the pivot's name, if there is one
   */
  public Optional<String> pivot() {
    return Optional.ofNullable(pivot);
  }

  /**
   * Whether a step begins only when the pivot has succeeded.
   *
   * @param step a step's name
   * @return true for steps after the pivot, false for the pivot itself
   */
  public boolean isAfterPivot(String step) {
    return pivot != null && graph.descendants(pivot).contains(step);
  }

  /**
   * The step whose result is the saga's.
   *
   * @return its name, or empty where the saga has no result
   */
  public Optional<String> resultStep() {
    return Optional.ofNullable(result);
  }

  /**
   * How long the saga may take before it is undone.
   *
   * @return the limit, if there is one
   */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /**
   * How long steps that run beside a failed one may go on, retries included, once the first step
   * has failed for good. Then they are interrupted, a late answer does not count, and whether a
   * remote one took effect is unknown.
   *
   * @return the limit, zero where they are stopped at once, or empty where they may finish
   */
  public Optional<Duration> grace() {
    return Optional.ofNullable(grace);
  }

  /**
   * The graph as JSON, just as the compiler writes it to {@code META-INF/backstitch} for an
   * annotated class.
   *
   * @return a JSON object, whose field {@code format} is the version of its form
   */
  public String json() {
    return facts.json();
  }

  /**
   * The graph as a Mermaid flow chart, just as the compiler writes it to {@code
   * META-INF/backstitch} for an annotated class.
   *
   * @return the text of the diagram
   */
  public String mermaid() {
    return facts.mermaid();
  }

  @Override
  public String toString() {
    return type + " " + steps.keySet();
  }
}
