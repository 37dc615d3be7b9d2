package io.backstitch.runtime;

/** What kind of failure an attempt ended with; it decides whether there is another attempt. */
public enum FailureKind {

  /** It may pass: no answer, a lost connection, a busy server. Retried. */
  TRANSIENT,

  /** It will not pass, and the step did not take effect: the card is declined. Never retried. */
  PERMANENT,

  /** The other side does not keep to what was agreed: an answer nobody understands. Retried. */
  INTEGRATION,

  /** It was refused for lack of rights, and the step did not take effect. Never retried. */
  SECURITY;

  /**
   * Whether another attempt may succeed.
   *
   * @return true for {@link #TRANSIENT} and {@link #INTEGRATION}
   */
  public boolean mayPass() {
    return this == TRANSIENT || this == INTEGRATION;
  }
}
