package io.backstitch.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;

/** What this JVM has allocated so far, in all its threads. */
final class AllocatedBytes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /** From Java 21 on with the threads that have ended; before, only of those that live. */
  static long now() {
    try {
      Method total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
      return (long) total.invoke(THREADS);
    } catch (NoSuchMethodException e) {
      long[] each = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
      return Arrays.stream(each).filter(bytes -> bytes > 0).sum();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM counts what it allocates but does not tell", e);
    }
  }
}
