package io.backstitch.runtime;

/** A value that cannot be stored or read back; its message completes "the value …". */
final class NotStorableException extends Exception {

  private static final long serialVersionUID = 1;

  private final String mend;

  NotStorableException(String message, String mend) {
    super(message);
    this.mend = mend;
  }

  NotStorableException(String message, Throwable cause) {
    super(message + ": " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
    this.mend = "Give the engine a codec that can, or change the type, for example to a record.";
  }

  /** What the user can do. */
  String mend() {
    return mend;
  }
}
