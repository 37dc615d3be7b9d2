package io.backstitch.processor;

import io.backstitch.definition.SagaDefinition;
import org.jspecify.annotations.Nullable;

/**
 * How a saga in {@code good} runs. Each folder there has a class {@code Example}, whose static
 * method {@code runs()} lists one for each of its sagas; what they need in the database is in a
 * file {@code setup.sql}.
 *
 * @param saga the saga, of an instance that can run
 * @param input an input
 * @param result what then comes of it
 * @param <I> the input
 * @param <R> the result
 */
public record GoodRun<I extends @Nullable Object, R extends @Nullable Object>(
    SagaDefinition<I, R> saga, I input, R result) {

  @Override
  public String toString() {
    return saga.type().toString();
  }
}
