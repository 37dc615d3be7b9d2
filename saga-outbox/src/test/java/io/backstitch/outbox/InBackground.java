package io.backstitch.outbox;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work in a thread of its own: the common pool may have only one, and tests block it. */
final class InBackground {

  private InBackground() {}

  static CompletableFuture<Void> run(Callable<?> work) {
    return CompletableFuture.runAsync(() -> call(work), task -> new Thread(task).start());
  }

  private static void call(Callable<?> work) {
    try {
      work.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
