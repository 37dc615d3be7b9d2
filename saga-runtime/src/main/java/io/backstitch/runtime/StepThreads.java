package io.backstitch.runtime;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where steps run that do not run in a caller's thread: a virtual thread each where the JVM has
 * them, else a pool. What waits for a thread of the pool is bounded by {@link Places} and by the
 * callers of {@code run}.
 */
final class StepThreads {

  private static final int POOL_SIZE = 64;
  private static final int DECISION_THREADS = 8;

  private StepThreads() {}

  static ExecutorService open(String engine) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return pool(engine, POOL_SIZE);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("this JVM has virtual threads but does not give any", e);
    }
  }

  /** A few threads for what the engine decides itself, which no step can occupy. */
  static ExecutorService forDecisions(String engine) {
    return pool("decisions-" + engine, DECISION_THREADS);
  }

  private static ExecutorService pool(String engine, int size) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread =
                  new Thread(task, "backstitch-" + engine + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
