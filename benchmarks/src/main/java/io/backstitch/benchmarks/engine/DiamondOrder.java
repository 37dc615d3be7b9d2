package io.backstitch.benchmarks.engine;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** A first step, eight side by side, and a last one; each takes 20 ms. */
@Saga(value = "diamond-order", result = "last")
@SuppressWarnings("backstitch")
public class DiamondOrder {

  static final int STEP_MILLIS = 20;

  @Step
  @NoCompensation("nothing is done")
  public Done first(Order order) throws InterruptedException {
    return work(order, 1);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side1(Order order) throws InterruptedException {
    return work(order, 2);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side2(Order order) throws InterruptedException {
    return work(order, 3);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side3(Order order) throws InterruptedException {
    return work(order, 4);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side4(Order order) throws InterruptedException {
    return work(order, 5);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side5(Order order) throws InterruptedException {
    return work(order, 6);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side6(Order order) throws InterruptedException {
    return work(order, 7);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side7(Order order) throws InterruptedException {
    return work(order, 8);
  }

  @Step(after = "first")
  @NoCompensation("nothing is done")
  public Done side8(Order order) throws InterruptedException {
    return work(order, 9);
  }

  @Step(after = {"side1", "side2", "side3", "side4", "side5", "side6", "side7", "side8"})
  @NoCompensation("nothing is done")
  public Done last(Order order) throws InterruptedException {
    return work(order, 10);
  }

  private static Done work(Order order, int step) throws InterruptedException {
    Thread.sleep(STEP_MILLIS);
    return new Done(order.id(), step, order.cents());
  }
}
