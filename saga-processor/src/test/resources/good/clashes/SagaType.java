package clashes;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;

/** Types and steps that are called like what generated code uses, its variables and constants. */
@Saga(value = "clashes", timeout = "1h")
@SuppressWarnings({"SAGA110", "SAGA111"})
public class SagaType {

  public record RetryPolicy(String value) {}

  public record List(String value) {}

  public record Generated(String value) {}

  public record Long(String value) {}

  /** Called like the package that it is in. */
  public record clashes(String value) {}

  @Step(retry = @Retry(maxAttempts = 5))
  public List graph(Argument input) {
    return new List(input.value() + " graph");
  }

  @Compensate("graph")
  public void of(List list, StepContext saga) {}

  @Step("graph-result")
  public RetryPolicy values(List graph) {
    return new RetryPolicy(graph.value() + " values");
  }

  @Compensate("graph-result")
  public void builder(RetryPolicy policy) {}

  @Step("context")
  @NoCompensation("a test")
  public Generated saga(RetryPolicy retry, StepContext context) {
    return new Generated(retry.value() + " saga");
  }

  @Step
  @NoCompensation("a test")
  public SagaDefinition input(Generated generated) {
    return new SagaDefinition(generated.value() + " input");
  }

  @Step("SAGA")
  @NoCompensation("a test")
  public java build(SagaDefinition definition) {
    return new java(definition.value() + " build");
  }

  @Step("int")
  @NoCompensation("a test")
  public clashes größe$1(java named) {
    return new clashes(named.value() + " int");
  }

  @Step("long")
  @NoCompensation("a test")
  public Long boxed(clashes named) {
    return new Long(named.value() + " long");
  }

  @Step
  @NoCompensation("a test")
  public long length(Long boxed) {
    return boxed.value().length();
  }

  @Step("\u20ac \\ $S\"")
  public String last(Long boxed, long length) {
    return boxed.value() + " last " + length;
  }
}
