package io.backstitch.benchmarks.engine;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import io.backstitch.runtime.StepFailure;

/** Like {@link RemoteOrder}, but the fourth step fails for good and the three before are undone. */
@Saga("failing-order")
@SuppressWarnings("backstitch")
public class FailingOrder {

  static final String REASON = "sold out";

  @Step
  public Done step1(Order order, StepContext step) {
    return publish(new Done(order.id(), 1, order.cents()), step);
  }

  @Compensate("step1")
  public void undo1(Done step1) {}

  @Step(after = "step1")
  public Done step2(Order order, StepContext step) {
    return publish(new Done(order.id(), 2, order.cents()), step);
  }

  @Compensate("step2")
  public void undo2(Done step2) {}

  @Step(after = "step2")
  public Done step3(Order order, StepContext step) {
    return publish(new Done(order.id(), 3, order.cents()), step);
  }

  @Compensate("step3")
  public void undo3(Done step3) {}

  @Step(after = "step3")
  @NoCompensation("it never succeeds")
  public Done step4(Order order) {
    throw StepFailure.permanent(REASON);
  }

  @Step(after = "step4")
  @NoCompensation("it is never reached")
  public Done step5(Order order, StepContext step) {
    return publish(new Done(order.id(), 5, order.cents()), step);
  }

  private static Done publish(Done done, StepContext step) {
    step.publish(Workload.DESTINATION, done);
    return done;
  }
}
