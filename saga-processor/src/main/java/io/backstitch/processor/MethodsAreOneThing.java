package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Step;
import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.ElementFilter;

/** A method is a step or a compensation or neither, and its annotations fit that. */
final class MethodsAreOneThing implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Stream<Finding> both =
        saga.steps().stream()
            .map(StepSource::method)
            .filter(MethodSource::isTwoThings)
            .map(method -> both(method.element()));
    Stream<Finding> stray =
        ElementFilter.methodsIn(saga.source().type().getEnclosedElements()).stream()
            .filter(method -> Mark.on(method, Step.class).isEmpty())
            .flatMap(MethodsAreOneThing::stray);
    return Stream.concat(both, stray);
  }

  private static Stream<Finding> stray(ExecutableElement method) {
    boolean isCompensation = Mark.on(method, Compensate.class).isPresent();
    Stream<Finding> noCompensation =
        Mark.on(method, NoCompensation.class).stream()
            .map(mark -> stray(mark, "NoCompensation", method, "@Step"));
    Stream<Finding> from =
        isCompensation
            ? Stream.empty()
            : method.getParameters().stream()
                .flatMap(parameter -> Mark.on(parameter, From.class).stream())
                .map(mark -> stray(mark, "From", method, "@Step or @Compensate"));
    return Stream.concat(noCompensation, from);
  }

  private static Finding both(ExecutableElement method) {
    return Finding.ofSaga(
        Problem.STEP_AND_COMPENSATION, new SourcePlace.OfElement(method), method.getSimpleName());
  }

  private static Finding stray(Mark mark, String says, ExecutableElement method, String lacks) {
    return Finding.ofSaga(
        Problem.STRAY_ANNOTATION,
        mark.place(),
        says,
        method.getSimpleName(),
        lacks,
        Mark.on(method, Compensate.class).isPresent()
            ? "Take it away"
            : "Add " + lacks + ", or take it away");
  }
}
