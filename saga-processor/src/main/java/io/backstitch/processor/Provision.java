package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import java.util.Arrays;
import java.util.Optional;

/** What the engine provides to a method that asks for it. */
enum Provision {
  CONTEXT("io.backstitch.runtime", "StepContext"),
  CONNECTION("java.sql", "Connection"),
  DSL("org.jooq", "DSLContext");

  private final String packageName;
  private final String simpleName;

  Provision(String packageName, String simpleName) {
    this.packageName = packageName;
    this.simpleName = simpleName;
  }

  static Optional<Provision> of(ValueType asked) {
    return Arrays.stream(values())
        .filter(one -> TypeText.isNamed(asked.mirror(), one.type().canonicalName()))
        .findFirst();
  }

  ClassName type() {
    return ClassName.get(packageName, simpleName);
  }

  boolean isTheTransaction() {
    return this != CONTEXT;
  }
}
