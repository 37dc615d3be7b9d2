package io.backstitch.runtime;

/** The engine is closed, and what was asked of it was not begun or goes on elsewhere. */
public final class EngineClosedException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  EngineClosedException(String message) {
    super(message);
  }
}
