package io.backstitch.processor;

import com.palantir.javapoet.ClassName;

/**
 * The types that generated code builds a saga with. They are named, not referred to: the runtime is
 * not on the processor's class path.
 */
final class Definitions {

  static final String PACKAGE = "io.backstitch.definition";

  static final ClassName SAGA_TYPE = named("SagaType");
  static final ClassName SAGA_DEFINITION = named("SagaDefinition");
  static final ClassName SAGA_BUILDER = named("SagaBuilder");
  static final ClassName STEP_KEY = named("StepKey");
  static final ClassName ARGUMENT = named("Argument");
  static final ClassName DATA_TYPE = named("DataType");
  static final ClassName RETRY_POLICY = named("RetryPolicy");

  private Definitions() {}

  private static ClassName named(String simpleName) {
    return ClassName.get(PACKAGE, simpleName);
  }
}
