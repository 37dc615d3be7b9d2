package io.backstitch.samples.quickstart;

import java.io.IOException;

/** A remote service that charges a card once for each key, however often it is asked. */
public interface CardProcessor {

  /**
   * Charges a card.
   *
   * @return the payment's id
   * @throws IOException if there is no answer, so that the charge may or may not have happened
   * @throws CardDeclinedException if the card is declined, so that it certainly has not
   */
  String charge(String key, long cents) throws IOException, CardDeclinedException;

  /** Undoes the charge that was made under a key, if there was one. */
  void refund(String key, String keyOfCharge) throws IOException;

  /** The card is declined. */
  final class CardDeclinedException extends Exception {
    private static final long serialVersionUID = 1;

    public CardDeclinedException(String reason) {
      super(reason);
    }
  }
}
