package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Step;
import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
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
    Map<ExecutableElement, ExecutableElement> overrides = inherited.overrides(saga.source().type());
    return ANNOTATIONS.stream()
        .flatMap(
            annotation ->
                overrides.entrySet().stream()
                    .filter(pair -> Mark.on(pair.getValue(), annotation).isPresent())
                    .filter(pair -> saysNothing(pair.getKey()))
                    .map(pair -> finding(pair.getKey(), pair.getValue(), annotation)));
  }

  @Override
  public boolean endsTheMatter() {
    return true;
  }

  private static boolean saysNothing(ExecutableElement method) {
    return ANNOTATIONS.stream().allMatch(annotation -> Mark.on(method, annotation).isEmpty());
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
