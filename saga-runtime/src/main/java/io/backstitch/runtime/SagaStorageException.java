package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The database did not do what was asked. The message says what that means for the saga; its cause
 * is the driver's exception, if there was one.
 */
public final class SagaStorageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  SagaStorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
