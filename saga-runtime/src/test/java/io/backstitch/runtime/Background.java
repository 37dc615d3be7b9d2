package io.backstitch.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Something that a test does in a thread of its own, so that it may block as long as it likes. */
final class Background {

  private static final Executor THREADS = task -> new Thread(task, "test-background").start();

  private Background() {}

  static <T> CompletableFuture<T> call(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        THREADS);
  }

  static CompletableFuture<Void> run(Runnable work) {
    return CompletableFuture.runAsync(work, THREADS);
  }
}
