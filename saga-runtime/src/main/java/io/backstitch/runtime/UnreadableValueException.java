package io.backstitch.runtime;

/** A stored value that does not fit the type that the definition gives it. */
final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableValueException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
