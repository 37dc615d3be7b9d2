package io.backstitch.outbox;

/**
 * What a {@link MessageBroker} answers when it is the message that is bad: too large, nowhere to
 * go, refused for what it holds. Sending it again would fail again, so the relay moves it to the
 * {@link DeadLetters} at once, with the text of this exception as the reason.
 */
public final class MessageRejectedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param reason what is wrong with the message, for the person who will look at the dead letter
   */
  public MessageRejectedException(String reason) {
    super(reason);
  }

  /**
   * Says why, and what the broker said.
   *
   * @param reason what is wrong with the message, for the person who will look at the dead letter
   * @param cause the broker's own answer
   */
  public MessageRejectedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
