package io.backstitch.runtime;

import io.backstitch.runtime.PendingWrite.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happens to many sagas at the same time in one transaction, so that they share its
 * flush (flat combining). There is no thread for it and no delay: whoever has something to write
 * and finds nobody writing writes all that waits; who comes meanwhile waits for the next turn, or,
 * once enough waits, writes a second batch beside the first. A saga that is alone is written at
 * once by its own thread; under load the batches grow by themselves.
 *
 * <p>One bad row does not fail its neighbours: if a batch fails, for whatever reason, each of its
 * sagas is told so, looks up what became of its record, and writes it alone.
 */
final class CombinedWriter {

  private static final Logger log = LoggerFactory.getLogger(CombinedWriter.class);

  /**
   * While one batch is flushed, the next one is written: a quarter more than with one writer. A
   * third gains nothing (benchmark {@code remote}).
   */
  private static final int WRITERS = 2;

  /** A second writer that came for less would make the batches small: a fifth less in all. */
  private static final int ENOUGH_FOR_ANOTHER = 64;

  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

  private final Transactions transactions;
  private final BatchStatement statement;
  private final Queue<PendingWrite> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final Semaphore turns = new Semaphore(WRITERS);

  CombinedWriter(Transactions transactions, BatchStatement statement) {
    this.transactions = transactions;
    this.statement = statement;
  }

  /**
   * Writes something in the next batch and returns when that is durable or has failed, or when it
   * was withdrawn. An interrupt of the thread does not hurry it.
   */
  Outcome write(PendingWrite mine) {
    waiting.add(mine);
    count.incrementAndGet();
    boolean interrupted = Thread.interrupted();
    while (!mine.isAnswered()) {
      if (mine.outcome() == Outcome.WAITS && mayWrite()) {
        try {
          writeAllThatWaits();
        } finally {
          turns.release();
          callNext();
        }
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (mine.outcome() == Outcome.WITHDRAWN) {
      callNext(); // It may have been our turn to write for the others.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return mine.outcome();
  }

  private boolean mayWrite() {
    boolean worthIt = turns.availablePermits() == WRITERS || count.get() >= ENOUGH_FOR_ANOTHER;
    return worthIt && turns.tryAcquire();
  }

  /** How much waits to be written. */
  int waiting() {
    return count.get();
  }

  /** Whoever came while somebody was writing found no turn, and has one now. */
  private void callNext() {
    for (PendingWrite next : waiting) {
      if (next.outcome() == Outcome.WAITS) {
        next.wake();
        return;
      }
    }
  }

  private void writeAllThatWaits() {
    List<PendingWrite> taken = new ArrayList<>();
    Throwable failure = null;
    try {
      if (!waiting.isEmpty()) {
        Set<UUID> born = transactions.with(Transactions.Mode.SINGLE, db -> write(db, taken));
        taken.forEach(write -> write.answer(outcome(write, born)));
      }
    } catch (SQLException | RuntimeException | Error e) {
      failure = e;
      leaveOpen(taken); // First of all: telling of it may fail, too.
    }
    if (failure instanceof SQLException) {
      log.debug("{} records are written one by one.", taken.size(), failure);
    } else if (failure != null) {
      log.warn("{} records are written one by one, because of an error.", taken.size(), failure);
    }
  }

  private Set<UUID> write(Connection db, List<PendingWrite> taken) throws SQLException {
    WriteBatch batch = take(taken);
    return taken.isEmpty() ? Set.of() : statement.writeTogether(db, batch);
  }

  private void leaveOpen(List<PendingWrite> taken) {
    if (taken.isEmpty()) {
      take(taken); // There was no connection: they find out for themselves when there is one.
    }
    for (PendingWrite write : taken) {
      write.answer(Outcome.OPEN);
    }
  }

  /**
   * Takes what waits: not before there is a connection to write it with, and all of it, so that two
   * writers who come at the same time do not make two small batches of it.
   */
  private synchronized WriteBatch take(List<PendingWrite> taken) {
    WriteBatch batch = WriteBatch.empty();
    int characters = 0;
    while (taken.size() < MOST_ENTRIES && characters < MOST_CHARACTERS) {
      PendingWrite next = waiting.poll();
      if (next == null) {
        return batch;
      }
      count.decrementAndGet();
      if (next.take()) {
        taken.add(next);
        next.what().addTo(batch);
        characters += next.what().size();
      }
    }
    return batch;
  }

  private static Outcome outcome(PendingWrite write, Set<UUID> born) {
    return write.what() instanceof SagaStart start && !born.contains(start.saga().id())
        ? Outcome.EXISTS
        : Outcome.WRITTEN;
  }
}
