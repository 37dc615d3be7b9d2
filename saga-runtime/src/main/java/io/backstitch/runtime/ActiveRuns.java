package io.backstitch.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The sagas that this engine has at the moment. */
final class ActiveRuns {

  /** In whose threads a saga runs. */
  enum Kind {
    OF_CALLER,
    OF_ENGINE
  }

  private record Active(SagaRun run, Kind kind, Ending ending) {}

  private final Map<UUID, Active> runs = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int ofCallers;

  /** Adds a saga, and says where its end will be told. */
  Ending add(SagaRun run, Kind kind) {
    Active added = new Active(run, kind, new Ending());
    lock.lock();
    try {
      Active before = runs.put(run.head().id(), added);
      count(kind, 1);
      if (before != null) {
        // It was taken from this engine, which has not noticed, and has come back.
        count(before.kind(), -1);
        before.ending().notHere();
      }
    } finally {
      lock.unlock();
    }
    return added.ending();
  }

  void remove(SagaRun run) {
    Optional<SagaEnd> end = run.end();
    lock.lock();
    try {
      UUID id = run.head().id();
      Active active = runs.get(id);
      if (active == null || active.run() != run) {
        return;
      }
      runs.remove(id);
      count(active.kind(), -1);
      end.ifPresentOrElse(active.ending()::ended, active.ending()::notHere);
      if (runs.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(Kind kind, int change) {
    if (kind == Kind.OF_CALLER) {
      ofCallers += change;
    }
  }

  /** Another engine has this saga, whatever its steps still do here. */
  void isElsewhere(SagaRun run) {
    lock.lock();
    try {
      Active active = runs.get(run.head().id());
      if (active != null && active.run() == run) {
        active.ending().notHere();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits for a saga that this engine still has learns nothing more from it. */
  void tellNoMore() {
    lock.lock();
    try {
      runs.values().forEach(active -> active.ending().notHere());
    } finally {
      lock.unlock();
    }
  }

  /** Where the end of a saga will be told, while this engine has it. */
  Optional<Ending> ending(UUID id) {
    lock.lock();
    try {
      return Optional.ofNullable(runs.get(id)).map(Active::ending).filter(it -> !it.isTold());
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return runs.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many there are of each kind, with the places that there are for the engine's own. */
  EngineLoad load(int places, boolean othersWait) {
    lock.lock();
    try {
      return new EngineLoad(ofCallers, runs.size() - ofCallers, places, othersWait);
    } finally {
      lock.unlock();
    }
  }

  Optional<SagaRun> find(UUID id) {
    lock.lock();
    try {
      return Optional.ofNullable(runs.get(id)).map(Active::run);
    } finally {
      lock.unlock();
    }
  }

  List<SagaRun> all() {
    lock.lock();
    try {
      return runs.values().stream().map(Active::run).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this engine has no saga; false if it still has some after that time. */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!runs.isEmpty() && left > 0) {
        left = empty.awaitNanos(left);
      }
      return runs.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
