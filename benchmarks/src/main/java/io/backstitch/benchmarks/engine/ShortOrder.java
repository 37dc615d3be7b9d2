package io.backstitch.benchmarks.engine;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** Three remote steps, one after another, without events. */
@Saga("short-order")
@SuppressWarnings("backstitch")
public class ShortOrder {

  @Step
  @NoCompensation("nothing is done")
  public Done step1(Order order) {
    return new Done(order.id(), 1, order.cents());
  }

  @Step(after = "step1")
  @NoCompensation("nothing is done")
  public Done step2(Order order) {
    return new Done(order.id(), 2, order.cents());
  }

  @Step(after = "step2")
  @NoCompensation("nothing is done")
  public Done step3(Order order) {
    return new Done(order.id(), 3, order.cents());
  }
}
