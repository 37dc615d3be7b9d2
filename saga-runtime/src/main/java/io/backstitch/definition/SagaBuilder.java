package io.backstitch.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link SagaDefinition}; what generated classes use, and enough for a saga without
 * annotations:
 *
 * <pre>{@code
 * SagaBuilder<Order, Shipment> graph = SagaDefinition.builder(SAGA);
 * graph.step(RESERVE).takes(input(SAGA), provided(Connection.class)).runs(shop::reserve);
 * graph.compensation(RESERVE).takes(RESERVE.result()).does(shop::release);
 * graph.step(SHIP).takes(RESERVE.result()).runs(shop::ship);
 * SagaDefinition<Order, Shipment> placeOrder = graph.result(SHIP).build();
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 *
 * @param <I> the input
 * @param <R> the result
 */
public final class SagaBuilder<I extends @Nullable Object, R extends @Nullable Object> {

  private final SagaType<I, R> type;
  private final List<StepBuilder<?>> steps = new ArrayList<>();
  private final List<CompensationBuilder> compensations = new ArrayList<>();
  private @Nullable StepKey<R> result;
  private @Nullable Duration timeout;
  private @Nullable Duration grace;

  SagaBuilder(SagaType<I, R> type) {
    this.type = type;
  }

  /**
   * Adds a step.
   *
   * @param key its name and the type of its result
   * @return the step, to be completed with {@code runs} or {@code does}
   * @param <T> the result
   */
  public <T extends @Nullable Object> StepBuilder<T> step(StepKey<T> key) {
    StepBuilder<T> step = new StepBuilder<>(key);
    steps.add(step);
    return step;
  }

  /**
   * Adds what undoes a step.
   *
   * @param step the step, which may be added before or after
   * @return the compensation, to be completed with {@code does}
   */
  public CompensationBuilder compensation(StepKey<?> step) {
    CompensationBuilder compensation = new CompensationBuilder(step.name());
    compensations.add(compensation);
    return compensation;
  }

  /**
   * Says which step's result is the saga's.
   *
   * @param step the step
   * @return this
   */
  public SagaBuilder<I, R> result(StepKey<R> step) {
    result = step;
    return this;
  }

  /**
   * Limits how long the whole saga may take before it is undone.
   *
   * @param limit the limit, more than zero and at most 36,500 days
   * @return this
   */
  public SagaBuilder<I, R> timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /**
   * Limits how long steps that run beside a failed one may go on, retries included, once the first
   * step has failed for good; then they are stopped. Without it they may finish, however long that
   * takes.
   *
   * @param limit the limit, at most 36,500 days; zero stops them at once
   * @return this
   */
  public SagaBuilder<I, R> grace(Duration limit) {
    grace = limit;
    return this;
  }

  /**
   * Checks the saga and makes its graph.
   *
   * @return the definition
   * @throws SagaDefinitionException with all that is wrong
   */
  public SagaDefinition<I, R> build() {
    SagaCheck check = new SagaCheck(this);
    List<String> problems = check.problems();
    if (!problems.isEmpty()) {
      throw new SagaDefinitionException(type, problems);
    }
    String resultStep = result == null ? null : result.name();
    return new SagaDefinition<>(
        type, definitions(), check.outline(), new SagaTraits(resultStep, timeout, grace));
  }

  private List<StepDefinition<?>> definitions() {
    Map<String, CompensationDefinition> undo = new HashMap<>();
    for (CompensationBuilder compensation : compensations) {
      Call<Void> call = compensation.call();
      if (call != null) {
        undo.put(compensation.step(), compensation.define(call));
      }
    }
    List<StepDefinition<?>> definitions = new ArrayList<>();
    steps.forEach(step -> definitions.add(definition(step, undo.get(step.key().name()))));
    return definitions;
  }

  private static <T extends @Nullable Object> StepDefinition<T> definition(
      StepBuilder<T> step, @Nullable CompensationDefinition undo) {
    Call<T> call = step.call();
    if (call == null) {
      throw new IllegalStateException("step " + step.key() + " was not checked");
    }
    return step.define(call, undo);
  }

  SagaType<I, R> type() {
    return type;
  }

  List<StepBuilder<?>> steps() {
    return steps;
  }

  List<CompensationBuilder> compensations() {
    return compensations;
  }

  @Nullable StepKey<R> result() {
    return result;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  @Nullable Duration grace() {
    return grace;
  }
}
