package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.outbox.TimeOrderedId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks and writes starts of sagas, and finds the saga that was started under a key before. */
final class SagaStarts {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RunSupport support;
  private final SagaCatalog catalog;
  private final SagaReader reader;
  private final SagaEnds ends;

  SagaStarts(RunSupport support, SagaCatalog catalog, SagaReader reader, SagaEnds ends) {
    this.support = support;
    this.catalog = catalog;
    this.reader = reader;
    this.ends = ends;
  }

  SagaDefinition<?, ?> check(SagaType<?, ?> saga, String key, @Nullable Object input) {
    SagaKeys.check(saga, key, input);
    if (support.isClosing()) {
      throw new EngineClosedException(
          "Saga %s '%s' was not started: engine %s is closed. Nothing was written. Build another engine, or start sagas before you close this one."
              .formatted(saga, key, support.settings().name()));
    }
    return catalog.require(saga, key);
  }

  NewSaga newSaga(SagaType<?, ?> saga, String key, @Nullable Object input) {
    String json = support.execution().values().encodeInput(saga, key, input);
    return new NewSaga(TimeOrderedId.next(), saga, key, json);
  }

  /** A run of a saga whose start, as one of this engine, is durable. */
  SagaRun run(NewSaga start, SagaDefinition<?, ?> definition, Consumer<SagaRun> left) {
    SagaHead head =
        new SagaHead(
            start.id(), start.key(), start.input(), 1, 1, 0, definition.timeout().orElse(null));
    SagaState begun = SagaState.begin(definition, start.key());
    return new SagaRun(support, head, begun, RecordedFact.started(start, SagaStatus.RUNNING), left);
  }

  /** Writes the start of a saga that this engine owns; false if there is one under this key. */
  boolean begin(NewSaga saga, SagaDefinition<?, ?> definition) {
    return write(start(saga, support.settings().id(), definition));
  }

  /** Writes the start of a saga that any engine may run; false if there is one under this key. */
  boolean queue(NewSaga saga, SagaDefinition<?, ?> definition) {
    boolean begun = write(start(saga, null, definition));
    if (begun) {
      support.listeners().tell(RecordedFact.started(saga, SagaStatus.QUEUED));
    }
    return begun;
  }

  /** The same in the caller's transaction. */
  boolean queue(Connection db, NewSaga saga, SagaDefinition<?, ?> definition) throws SQLException {
    return support.statement().begin(db, start(saga, null, definition));
  }

  private SagaStart start(NewSaga saga, @Nullable UUID owner, SagaDefinition<?, ?> definition) {
    UUID engine = support.settings().id();
    return new SagaStart(saga, engine, owner, definition.timeout().orElse(null));
  }

  private boolean write(SagaStart start) {
    return switch (support.writer().write(new PendingWrite(start))) {
      case WRITTEN -> true;
      case EXISTS -> false;
      default -> writeAlone(start);
    };
  }

  /**
   * After the batch of a start has failed: it may have been written all the same. Waits for a
   * transaction that has just written the same key, but keeps no connection meanwhile.
   */
  private boolean writeAlone(SagaStart start) {
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        throw start.saga().interrupted();
      }
      try {
        return support
            .recorder()
            .transactions()
            .with(
                Transactions.Mode.SINGLE,
                db -> support.statement().begin(db, start) || reader.exists(db, start.saga().id()));
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || support.isClosing()) {
          support.recorder().drop(new Ownership(start.saga().id(), start.engine(), 1));
          throw notStarted(start, e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private static SagaStorageException notStarted(SagaStart start, SQLException cause) {
    return start
        .saga()
        .notStarted(cause, "Call again with the same key: it is started once at most.");
  }

  StartedSaga existing(NewSaga start) {
    try {
      return support
          .recorder()
          .transactions()
          .with(Transactions.Mode.SINGLE, db -> existing(db, start));
    } catch (SQLException e) {
      throw start.notStarted(e, "Call again with the same key: it is started once at most.");
    }
  }

  /** The saga that has this key already, provided that it has this input. */
  StartedSaga existing(Connection db, NewSaga start) throws SQLException {
    SagaView found =
        reader
            .find(db, start.type().name(), start.key())
            .orElseThrow(() -> new SQLException("the saga under this key was just removed"));
    if (!reader.hasInput(db, found.id(), start.input())) {
      throw start.conflict(found);
    }
    boolean ended = found.status().isFinal() || found.status() == SagaStatus.PARKED;
    return StartedSaga.elsewhere(
        found.id(), start, ended ? ends.of(db, found.id()) : Optional.empty());
  }
}
