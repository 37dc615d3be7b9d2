package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Step;
import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Whoever overrides a step or a compensation says again what it is. Annotations of methods are not
 * inherited, and a step that silently vanished from the graph would be missed too late.
 */
final class OverridesSayWhatTheyAre implements Rule {

  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Step.class, Compensate.class);

  private final InheritedMethods inherited;

  OverridesSayWhatTheyAre(Types types, Elements elements) {
    this.inherited = new InheritedMethods(types, elements);
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Map<ExecutableElement, List<ExecutableElement>> overrides =
        inherited.overrides(saga.source().type());
    return overrides.entrySet().stream()
        .filter(pair -> what(pair.getKey()).isEmpty())
        .flatMap(pair -> nearest(pair.getKey(), pair.getValue()).stream());
  }

  @Override
  public boolean endsTheMatter() {
    return true;
  }

  /** What the nearest of the overridden methods that says so is. */
  private static Optional<Finding> nearest(
      ExecutableElement method, List<ExecutableElement> overridden) {
    return overridden.stream()
        .flatMap(other -> what(other).map(what -> finding(method, other, what)).stream())
        .reduce((farther, nearer) -> nearer);
  }

  private static Optional<Class<? extends Annotation>> what(ExecutableElement method) {
    return ANNOTATIONS.stream()
        .filter(annotation -> Mark.on(method, annotation).isPresent())
        .findFirst();
  }

  private static Finding finding(
      ExecutableElement method,
      ExecutableElement overridden,
      Class<? extends Annotation> annotation) {
    return Finding.ofSaga(
        Problem.SILENT_OVERRIDE,
        new SourcePlace.OfElement(method),
        method.getSimpleName(),
        Nesting.of(overridden).get(0).getSimpleName(),
        annotation.getSimpleName());
  }
}
