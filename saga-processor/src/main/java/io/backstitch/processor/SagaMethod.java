package io.backstitch.processor;

/** A method that an engine calls: a step or a compensation. */
sealed interface SagaMethod permits StepSource, CompensationSource {

  /** Its parameters and what its annotation says. */
  MethodSource method();

  /** How a message calls it. */
  String title();
}
