package io.backstitch.outbox;

/**
 * What a {@link MessageBroker} answers when a message has to be handed over again though neither it
 * nor the broker is to blame: for example because another one was refused that went before it on
 * the same connection. The relay does so in its next turn, at once if this turn has achieved
 * anything.
 */
public final class SendAgainException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Says why.
   *
   * @param reason for the log, should nothing else happen
   */
  public SendAgainException(String reason) {
    super(reason);
  }
}
