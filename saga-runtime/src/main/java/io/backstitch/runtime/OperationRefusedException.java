package io.backstitch.runtime;

/** An operator's action makes no sense for the saga as it stands. Nothing has changed. */
public final class OperationRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  OperationRefusedException(String message) {
    super(message);
  }
}
