package io.backstitch.definition;

import io.backstitch.graph.CompensationOutline;
import io.backstitch.graph.CompensationOutline.Form;
import io.backstitch.graph.CompensationOutline.Taken;
import io.backstitch.graph.Edge;
import io.backstitch.graph.MethodOutline;
import io.backstitch.graph.OutlineType;
import io.backstitch.graph.Place;
import io.backstitch.graph.RetryOutline;
import io.backstitch.graph.SagaOutline;
import io.backstitch.graph.Said;
import io.backstitch.graph.StepOutline;
import io.backstitch.graph.StepOutline.Certainty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reduces what was said to a builder to the graph of a saga. */
final class BuiltOutline {

  /** Code has no places that a message could point to. */
  static final Place NOWHERE = new Place() {};

  private final Map<StepBuilder<?>, StepOutline> steps = new LinkedHashMap<>();
  private final Map<String, StepOutline> byName = new LinkedHashMap<>();
  private final SagaOutline saga;

  BuiltOutline(SagaBuilder<?, ?> builder) {
    Set<String> names =
        builder.steps().stream().map(step -> step.key().name()).collect(Collectors.toSet());
    for (StepBuilder<?> step : builder.steps()) {
      StepOutline outline = outline(step, names);
      steps.put(step, outline);
      byName.putIfAbsent(step.key().name(), outline);
    }
    StepKey<?> result = builder.result();
    String title = builder.type().toString();
    this.saga =
        new SagaOutline(
            new SagaOutline.Header(title, "it", NOWHERE, said(result == null ? "" : result.name())),
            List.copyOf(steps.values()),
            builder.compensations().stream().map(this::outline).toList(),
            edges());
  }

  SagaOutline saga() {
    return saga;
  }

  private static <T> Said<T> said(T value) {
    return new Said<>(value, NOWHERE);
  }

  private StepOutline outline(StepBuilder<?> step, Set<String> names) {
    StepKey<?> key = step.key();
    String why = step.noCompensation();
    return new StepOutline(
        said(key.name()),
        "step " + key,
        method("step number " + (steps.size() + 1), step.call(), step.settings()),
        key.returnsSomething() ? Optional.of(outline(key.type())) : Optional.empty(),
        said(step.isPivot()),
        why == null ? Optional.empty() : Optional.of(said(why)),
        allAreIn(names, step.call()) ? Certainty.SURE : Certainty.UNSETTLED);
  }

  private static boolean allAreIn(Set<String> names, @Nullable Call<?> call) {
    return call != null
        && arguments(call)
            .filter(Argument.Result.class::isInstance)
            .allMatch(argument -> names.contains(((Argument.Result<?>) argument).step().name()));
  }

  private CompensationOutline outline(CompensationBuilder undo) {
    List<Taken> takes = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (Argument<?> argument : arguments(undo.call()).toList()) {
      if (argument instanceof Argument.Result<?> result) {
        take(result.step(), Form.PLAIN, takes, types);
      } else if (argument instanceof Argument.ResultIfKnown<?> result) {
        take(result.step(), Form.IF_KNOWN, takes, types);
      }
    }
    return new CompensationOutline(
        said(undo.step()),
        undo.title(),
        method("another compensation", undo.call(), undo.settings()),
        takes,
        types,
        Certainty.SURE);
  }

  private void take(StepKey<?> step, Form form, List<Taken> takes, Set<String> types) {
    types.add(outline(step.type()).full());
    StepOutline taken = byName.get(step.name());
    if (taken != null) {
      takes.add(new Taken(taken, NOWHERE, form));
    }
  }

  static OutlineType outline(DataType<?> type) {
    return new OutlineType(TypeText.brief(type.type()), TypeText.full(type.type()));
  }

  private static MethodOutline method(
      String text, @Nullable Call<?> call, MethodSettings settings) {
    RetryPolicy retry = settings.retry();
    return new MethodOutline(
        new MethodOutline.Called(text, ""),
        NOWHERE,
        kind(settings, call),
        settings.after().stream().map(BuiltOutline::said).toList(),
        new RetryOutline(
            retry.maxAttempts(), retry.backoff(), retry.multiplier(), retry.maxBackoff()),
        Optional.ofNullable(settings.timeout()));
  }

  private static MethodOutline.Kind kind(MethodSettings settings, @Nullable Call<?> call) {
    if (settings.kind(call) == StepKind.TRANSACTIONAL) {
      return MethodOutline.Kind.TRANSACTIONAL;
    }
    boolean seesItsKey = arguments(call).anyMatch(Argument.Provided.class::isInstance);
    return seesItsKey ? MethodOutline.Kind.REMOTE : MethodOutline.Kind.REMOTE_WITHOUT_KEY;
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    steps.forEach(
        (builder, step) ->
            arguments(builder.call())
                .filter(Argument.Result.class::isInstance)
                .map(argument -> ((Argument.Result<?>) argument).step())
                .flatMap(taken -> edge(taken, step).stream())
                .forEach(edges::add));
    return edges;
  }

  private Optional<Edge> edge(StepKey<?> taken, StepOutline after) {
    return Optional.ofNullable(byName.get(taken.name()))
        .map(before -> Edge.ofData(before, after, NOWHERE, TypeText.brief(taken.type().type())));
  }

  private static Stream<Argument<?>> arguments(@Nullable Call<?> call) {
    return call == null ? Stream.empty() : call.arguments().stream();
  }
}
