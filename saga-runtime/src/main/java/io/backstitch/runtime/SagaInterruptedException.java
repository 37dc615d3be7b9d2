package io.backstitch.runtime;

/** The thread that waited for a saga was interrupted. The saga goes on without it. */
public final class SagaInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SagaInterruptedException(String message) {
    super(message);
  }
}
