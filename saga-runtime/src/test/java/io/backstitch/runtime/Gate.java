package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A saga of one step that waits until it is let through; for sagas by the thousand. */
final class Gate {

  final SagaType<String, String> type;
  final AtomicInteger arrived = new AtomicInteger();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile Runnable atEachStep = () -> {};

  Gate(String name) {
    type = SagaType.of(name, 1, String.class, String.class);
  }

  SagaDefinition<String, String> define() {
    SagaBuilder<String, String> graph = SagaDefinition.builder(type);
    StepKey<String> pass = StepKey.of("pass", String.class);
    graph.step(pass).takes(Argument.provided(StepContext.class)).runs(context -> pass());
    return graph.result(pass).build();
  }

  private String pass() throws InterruptedException {
    arrived.incrementAndGet();
    open.await();
    atEachStep.run();
    return "passed";
  }

  /** What each step does once it is let through. */
  void atEachStep(Runnable act) {
    atEachStep = act;
  }

  void open() {
    open.countDown();
  }
}
