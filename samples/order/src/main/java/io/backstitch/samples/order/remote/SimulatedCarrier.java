package io.backstitch.samples.order.remote;

import io.backstitch.samples.order.Carrier;
import io.backstitch.samples.order.remote.RemoteService.Wish;
import java.util.function.Function;
import javax.sql.DataSource;

/** A carrier whose moods are known beforehand. */
public final class SimulatedCarrier implements Carrier {

  private final RemoteService service;
  private final Function<String, Fate> fates;

  /**
   * A carrier.
   *
   * @param memory its own database
   * @param fates what happens to the parcel of an order, by the order's id
   */
  public SimulatedCarrier(DataSource memory, Function<String, Fate> fates) {
    this.service = new RemoteService("the carrier", memory);
    this.fates = fates;
  }

  @Override
  public String book(String idempotencyKey, String orderId) {
    return service.request(idempotencyKey, new Wish("parcel", orderId, 1), fates.apply(orderId));
  }

  @Override
  public void cancel(String idempotencyKey, String bookingKey) {
    service.revoke(idempotencyKey, bookingKey, "recall");
  }
}
