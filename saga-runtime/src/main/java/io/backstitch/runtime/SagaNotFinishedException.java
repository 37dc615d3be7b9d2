package io.backstitch.runtime;

/** A saga had not ended when the time to wait for it was over. It goes on. */
public final class SagaNotFinishedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SagaNotFinishedException(String message) {
    super(message);
  }
}
