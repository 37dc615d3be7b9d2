package io.backstitch.runtime;

/** A saga of this name exists under the same key with another input. */
public final class SagaKeyConflictException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  SagaKeyConflictException(String message) {
    super(message);
  }
}
