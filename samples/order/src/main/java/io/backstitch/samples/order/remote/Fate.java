package io.backstitch.samples.order.remote;

/** How a remote service meets the request of one order. */
public enum Fate {
  ANSWERS,
  REFUSES,
  LOSES_FIRST_REQUEST,
  LOSES_FIRST_ANSWER,
  LOSES_ALL_REQUESTS,
  LOSES_ALL_ANSWERS;

  /**
   * Whether a request arrives, so that it takes effect unless it is refused.
   *
   * @param call which call with this idempotency key it is, from 1
   * @return false if it is lost on the way
   */
  boolean arrives(int call) {
    return switch (this) {
      case LOSES_ALL_REQUESTS -> false;
      case LOSES_FIRST_REQUEST -> call > 1;
      default -> true;
    };
  }

  /**
   * Whether the answer reaches the caller.
   *
   * @param call which call with this idempotency key it is, from 1
   * @return false if the caller waits in vain
   */
  boolean answers(int call) {
    return switch (this) {
      case LOSES_ALL_REQUESTS, LOSES_ALL_ANSWERS -> false;
      case LOSES_FIRST_REQUEST, LOSES_FIRST_ANSWER -> call > 1;
      default -> true;
    };
  }

  /**
   * Whether an order can be completed with this fate.
   *
   * @return false if it is refused, or no answer ever comes
   */
  public boolean isGood() {
    return this == ANSWERS || this == LOSES_FIRST_REQUEST || this == LOSES_FIRST_ANSWER;
  }
}
