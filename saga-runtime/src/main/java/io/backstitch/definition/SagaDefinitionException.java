package io.backstitch.definition;

import java.util.List;

/** A saga that cannot be: thrown by {@link SagaBuilder#build()} with all that is wrong at once. */
public final class SagaDefinitionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  SagaDefinitionException(SagaType<?, ?> saga, List<String> problems) {
    super("Saga " + saga + " cannot be built:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * What is wrong.
   *
   * @return a sentence for each problem
   */
  public List<String> problems() {
    return problems;
  }
}
