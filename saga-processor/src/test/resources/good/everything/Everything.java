package everything;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import java.sql.Connection;
import java.util.Optional;

/** All that can be said, and more parameters than a method reference can have. */
@Saga(value = "everything", version = 7, timeout = "P1DT12H", grace = "0s", result = "big")
@SuppressWarnings({"SAGA110", "SAGA114"})
public class Everything {

  public record Order(String id) {}

  public record A(int value) {}

  public record B(int value) {}

  @Step(
      transactional = true,
      timeout = "90s",
      retry = @Retry(maxAttempts = 5, backoff = "0s", multiplier = 1.5, maxBackoff = "7d"))
  public A a(Order order) {
    return new A(1);
  }

  @Compensate(
      value = "a",
      transactional = true,
      timeout = "1500ms",
      retry = @Retry(backoff = "1s"))
  public void undoA(A a, StepContext step) throws Exception {}

  @Step(after = "a", retry = @Retry(multiplier = 2, maxBackoff = "PT0.000000001S", backoff = "0s"))
  public B b(Order order) throws java.io.IOException {
    return new B(1);
  }

  @Compensate("b")
  public void undoB(Optional<B> b, @From("a") A a, StepContext step, Order order) {}

  @Step(pivot = true, after = {"a", "b"})
  public A again(B b, @From("a") A a, Connection db) {
    return a;
  }

  @Step
  @NoCompensation("after the pivot")
  public int big(
      Order order,
      @From("a") A a1,
      @From("again") A a2,
      B b,
      StepContext step,
      Connection db,
      B b2,
      B b3,
      B b4,
      B b5,
      B b6) {
    return a1.value() + a2.value() + b.value() + b6.value();
  }

  @Step(after = "big")
  public void bigToo(Order o, @From("again") A a, B b, B b2, B b3, B b4, B b5, int big, int again) {}
}
