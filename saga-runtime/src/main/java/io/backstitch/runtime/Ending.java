package io.backstitch.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What those who wait for a saga in one place will be told, once: how it ended, or that its end
 * cannot be learned there any more.
 */
final class Ending {

  private final CompletableFuture<Optional<SagaEnd>> told = new CompletableFuture<>();

  void ended(SagaEnd end) {
    told.complete(Optional.of(end));
  }

  void notHere() {
    told.complete(Optional.empty());
  }

  boolean isTold() {
    return told.isDone();
  }

  /** The end, if that is what was told. */
  Optional<SagaEnd> end() {
    return told.getNow(Optional.empty());
  }

  /** Waits until something is told; false if nothing is within that time. */
  boolean await(long nanos) throws InterruptedException {
    try {
      var unused = told.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is never told as an exception", e);
    }
  }
}
