package io.backstitch.runtime;

/** What has become of an operator's action that was not refused. */
public enum OperationResult {

  /** It is done: recorded with actor and reason, and the saga goes on from there. */
  DONE,

  /**
   * An engine is running the saga. It lets go of it between two steps, and then the action is done;
   * if the saga has ended by then, or is past its pivot and was to be cancelled, it is dropped,
   * which is logged.
   */
  REQUESTED
}
