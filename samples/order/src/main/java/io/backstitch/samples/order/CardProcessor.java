package io.backstitch.samples.order;

import io.backstitch.runtime.StepFailure;

/**
 * The company that charges our customers' cards: a remote service. Of any number of calls with the
 * same idempotency key, one takes effect.
 */
public interface CardProcessor {

  /**
   * Charges the customer's card.
   *
   * @param idempotencyKey names the charge
   * @param orderId what it is for
   * @param cents how much
   * @return the processor's id of the payment
   * @throws StepFailure permanent if the card is declined, so nothing was charged; transient if no
   *     answer came, so it may have been
   */
  String charge(String idempotencyKey, String orderId, long cents);

  /**
   * Gives a payment back.
   *
   * @param idempotencyKey names the refund
   * @param paymentId what {@link #charge} returned
   */
  void refund(String idempotencyKey, String paymentId);

  /**
   * Makes sure that a charge of which we never heard has no effect: gives it back if it happened,
   * and refuses it if it should still arrive.
   *
   * @param idempotencyKey names the void
   * @param chargeKey the idempotency key of the charge
   */
  void voidCharge(String idempotencyKey, String chargeKey);
}
