package io.backstitch.runtime;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was recorded, whatever they throw. */
record SagaListeners(List<SagaListener> all) {

  private static final Logger log = LoggerFactory.getLogger(SagaListeners.class);

  void tell(RecordedFact fact) {
    for (SagaListener listener : all) {
      try {
        listener.recorded(fact);
      } catch (Throwable e) {
        log.warn(
            "Listener {} failed at {} of saga {} '{}'. That changes nothing. Mend the listener.",
            listener.getClass().getName(),
            fact.kind(),
            fact.saga(),
            fact.key(),
            e);
      }
    }
  }

  /** The news of one saga. */
  News news() {
    return new News();
  }

  /**
   * Facts of one saga that are still to be told. They are noted in the turn of the saga, and told
   * outside of it, by one thread at a time.
   */
  final class News {

    private final Queue<RecordedFact> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    void note(RecordedFact fact) {
      if (!all.isEmpty()) {
        untold.add(fact);
      }
    }

    boolean isAllTold() {
      return untold.isEmpty();
    }

    void tell() {
      while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
        try {
          for (RecordedFact fact = untold.poll(); fact != null; fact = untold.poll()) {
            SagaListeners.this.tell(fact);
          }
        } finally {
          telling.set(false);
        }
      }
    }
  }
}
