package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.DataType;
import io.backstitch.runtime.SagaCodec;

/**
 * A value of a type that a step could return.
 *
 * @param type the type
 * @param value one of its values, which shows what is lost if anything is
 */
record StoredCase<T>(DataType<T> type, T value) {

  private static final SagaCodec CODEC = SagaCodec.jackson();

  /** How a source writes the type. */
  String typeInSource() {
    return type.type().getTypeName().replace('$', '.');
  }

  /** Whether the engine's codec reads back what it wrote. */
  boolean isKept() {
    try {
      Object back = CODEC.decode(CODEC.encode(value, type.type()), type.type());
      assertThat(back).usingRecursiveComparison().isEqualTo(value);
      return true;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return typeInSource();
  }
}
