package io.backstitch.benchmarks.engine;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

/** Five remote steps, one after another, each with an event. */
@Saga("remote-order")
public class RemoteOrder {

  @Step
  @NoCompensation("nothing is done")
  public Done step1(Order order, StepContext step) {
    return publish(new Done(order.id(), 1, order.cents()), step);
  }

  @Step(after = "step1")
  @NoCompensation("nothing is done")
  public Done step2(Order order, StepContext step) {
    return publish(new Done(order.id(), 2, order.cents()), step);
  }

  @Step(after = "step2")
  @NoCompensation("nothing is done")
  public Done step3(Order order, StepContext step) {
    return publish(new Done(order.id(), 3, order.cents()), step);
  }

  @Step(after = "step3")
  @NoCompensation("nothing is done")
  public Done step4(Order order, StepContext step) {
    return publish(new Done(order.id(), 4, order.cents()), step);
  }

  @Step(after = "step4")
  @NoCompensation("nothing is done")
  public Done step5(Order order, StepContext step) {
    return publish(new Done(order.id(), 5, order.cents()), step);
  }

  private static Done publish(Done done, StepContext step) {
    step.publish(Workload.DESTINATION, done);
    return done;
  }
}
