package io.backstitch.samples.quickstart;

import io.backstitch.runtime.BulkResult;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaFilter;
import io.backstitch.runtime.SagaStatus;

/** What the support of the shop does with orders that are parked. */
final class Support {

  private final SagaEngine engine;

  Support(SagaEngine engine) {
    this.engine = engine;
  }

  /** The refund did not work, and somebody has given the money back by hand. */
  void refunded(String orderId, String who, String why) {
    engine.operations(who, why).on(PlaceOrderDefinition.SAGA, orderId).resolve("charge");
  }

  /** What an outage has parked is tried again. */
  BulkResult retryRefunds(String who, String why) {
    SagaFilter which =
        SagaFilter.status(SagaStatus.PARKED).type("place-order").failingStep("charge");
    return engine.operations(who, why).retry(which);
  }
}
