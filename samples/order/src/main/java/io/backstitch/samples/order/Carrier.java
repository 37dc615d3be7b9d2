package io.backstitch.samples.order;

import io.backstitch.runtime.StepFailure;

/**
 * The company that fetches our parcels: a remote service. Of any number of calls with the same
 * idempotency key, one takes effect.
 */
public interface Carrier {

  /**
   * Has a parcel fetched.
   *
   * @param idempotencyKey names the booking
   * @param orderId what is in the parcel
   * @return the tracking code
   * @throws StepFailure permanent if the carrier refuses; transient if no answer came, so it may
   *     have booked or not
   */
  String book(String idempotencyKey, String orderId);

  /**
   * Makes sure that a parcel is not fetched, whether the booking had arrived or not.
   *
   * @param idempotencyKey names the cancellation
   * @param bookingKey the idempotency key of the booking
   */
  void cancel(String idempotencyKey, String bookingKey);
}
