package io.backstitch.samples.order.remote;

import io.backstitch.samples.order.CardProcessor;
import io.backstitch.samples.order.remote.RemoteService.Wish;
import java.util.function.Function;
import javax.sql.DataSource;

/** A card processor whose moods are known beforehand. */
public final class SimulatedCards implements CardProcessor {

  private final RemoteService service;
  private final Function<String, Fate> fates;

  /**
   * A processor.
   *
   * @param memory its own database
   * @param fates what happens to the charge of an order, by the order's id
   */
  public SimulatedCards(DataSource memory, Function<String, Fate> fates) {
    this.service = new RemoteService("the card processor", memory);
    this.fates = fates;
  }

  @Override
  public String charge(String idempotencyKey, String orderId, long cents) {
    return service.request(
        idempotencyKey, new Wish("charge", orderId, cents), fates.apply(orderId));
  }

  @Override
  public void refund(String idempotencyKey, String paymentId) {
    service.revoke(idempotencyKey, service.keyOf(paymentId), "refund");
  }

  @Override
  public void voidCharge(String idempotencyKey, String chargeKey) {
    service.revoke(idempotencyKey, chargeKey, "void");
  }
}
