package io.backstitch.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Those who want something done, all at once: each in a virtual thread where the JVM has them, else
 * in a thread of the platform. Each goes on until the time is over, and then ends what it has
 * begun.
 */
public final class Callers {

  /** One call. */
  @FunctionalInterface
  public interface Work {
    /** Returns how many things came to their end. */
    int call(int caller) throws Exception;
  }

  private final Work work;
  private final long limit;
  private final CountDownLatch begin = new CountDownLatch(1);
  private final CountDownLatch ended;
  private final CountDownLatch mayLeave = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final List<LongStream> times = new ArrayList<>();
  private long things;

  private Callers(int count, Duration time, Work work) {
    this.work = work;
    this.limit = time.toNanos();
    this.ended = new CountDownLatch(count);
  }

  public static Run run(int count, Duration time, Work work) throws InterruptedException {
    return new Callers(count, time, work).run(count);
  }

  private Run run(int count) throws InterruptedException {
    ThreadFactory threads = threads();
    for (int caller = 0; caller < count; caller++) {
      int number = caller;
      threads.newThread(() -> calls(number)).start();
    }
    long allocated = AllocatedBytes.now();
    long start = System.nanoTime();
    begin.countDown();
    ended.await();
    long nanos = System.nanoTime() - start;
    allocated = AllocatedBytes.now() - allocated;
    mayLeave.countDown();
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("a call failed that should not have", thrown);
    }
    return new Run(things, nanos, median(), allocated);
  }

  private void calls(int caller) {
    try {
      begin.await();
      long start = System.nanoTime();
      LongStream.Builder nanos = LongStream.builder();
      long count = 0;
      long now = start;
      while (now - start < limit && failure.get() == null) {
        count += work.call(caller);
        long next = System.nanoTime();
        nanos.add(next - now);
        now = next;
      }
      add(count, nanos.build());
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      ended.countDown();
    }
    stay();
  }

  /** What a thread has allocated can no longer be asked, on Java 17, when it has ended. */
  private void stay() {
    try {
      mayLeave.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(long count, LongStream nanos) {
    things += count;
    times.add(nanos);
  }

  private synchronized long median() {
    long[] sorted = times.stream().flatMapToLong(nanos -> nanos).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static ThreadFactory threads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    } catch (NoSuchMethodException e) {
      return Thread::new;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has virtual threads but does not give any", e);
    }
  }
}
