package io.backstitch.runtime;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops an engine: first its sagas, then those who wait, then what keeps it alive. */
final class EngineClosing {

  private static final Logger log = LoggerFactory.getLogger(EngineClosing.class);

  private final RunSupport support;
  private final Caretaker caretaker;
  private final ActiveRuns runs;
  private final SagaWatch watch;
  private final EngineHeartbeat heartbeat;

  EngineClosing(
      RunSupport support,
      Caretaker caretaker,
      ActiveRuns runs,
      SagaWatch watch,
      EngineHeartbeat heartbeat) {
    this.support = support;
    this.caretaker = caretaker;
    this.runs = runs;
    this.watch = watch;
    this.heartbeat = heartbeat;
  }

  /** The first call stops the engine; later ones do nothing. */
  void close() {
    if (support.closing().getAndSet(true)) {
      return;
    }
    caretaker.takeNoMore();
    runs.all().forEach(run -> support.decisions().execute(run::letGo));
    boolean allLeft = awaitRuns();
    support.recorder().giveUpWaiting();
    caretaker.close();
    watch.close();
    support.timer().shutdownNow();
    if (allLeft) {
      sayGoodbye();
    } else {
      log.warn(
          "Engine {} was closed while {} sagas were in the middle of a step. Other engines take them over when its lease of {} ms is over.",
          support.settings().name(),
          runs.count(),
          support.settings().lease().toMillis());
    }
  }

  private boolean awaitRuns() {
    try {
      return runs.awaitNone(support.settings().closeWithin());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void sayGoodbye() {
    try {
      support
          .recorder()
          .transactions()
          .with(
              Transactions.Mode.SINGLE,
              db -> {
                heartbeat.stop(db);
                return support.settings().id();
              });
    } catch (SQLException | RuntimeException e) {
      log.debug("The engine's row stays until another engine removes it.", e);
    }
  }
}
