package io.backstitch.processor;

import io.backstitch.graph.Said;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/**
 * A saga class as its author wrote it; nothing in it is judged yet.
 *
 * @param type the class
 * @param header what {@code @Saga} says
 * @param steps its steps: inherited ones first, then in the order of the source
 * @param compensations its compensations, in the same order
 */
record SagaSource(
    TypeElement type,
    Header header,
    List<StepSource> steps,
    List<CompensationSource> compensations) {

  /**
   * What {@code @Saga} says.
   *
   * @param name the name stored with every instance
   * @param version the version of the graph
   * @param timeout how long the saga may take; empty for no limit
   * @param grace how long steps beside a failed one may go on; empty for no limit
   * @param result the step whose result is the saga's; empty for the only last one
   */
  record Header(
      Said<String> name,
      Said<Integer> version,
      Said<String> timeout,
      Said<String> grace,
      Said<String> result) {

    static Header of(Mark saga) {
      return new Header(
          saga.text("value"),
          saga.number("version"),
          saga.text("timeout"),
          saga.text("grace"),
          saga.text("result"));
    }
  }

  String name() {
    return header.name().value();
  }

  /** How a message calls it. */
  String title() {
    return name().isBlank() ? type.getSimpleName().toString() : name();
  }

  SourcePlace place() {
    return new SourcePlace.OfElement(type);
  }

  /** All methods that an engine calls: the steps, then the compensations. */
  Stream<SagaMethod> methods() {
    return Stream.concat(steps.stream(), compensations.stream());
  }
}
