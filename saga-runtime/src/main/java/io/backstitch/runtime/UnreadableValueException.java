package io.backstitch.runtime;

/** A stored value that does not fit the type that the definition gives it. */
final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String what;

  UnreadableValueException(String what, Throwable cause) {
    super(what, cause);
    this.what = what;
  }

  String what() {
    return what;
  }
}
