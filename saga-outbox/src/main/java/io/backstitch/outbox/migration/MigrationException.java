package io.backstitch.outbox.migration;

import org.jspecify.annotations.Nullable;

/**
 * The tables are not as this version of the library needs them, or could not be looked at. Nothing
 * was started; the message says what to do.
 */
public final class MigrationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says what is not as it must be.
   *
   * @param message in four parts
   * @param cause what the database said, or null
   */
  public MigrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
