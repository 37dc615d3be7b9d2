package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.outbox.TimeOrderedId;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sagas and records each step durably in PostgreSQL. What a dead engine leaves is finished by
 * any other engine on the same tables that has the same definition, without a coordinator.
 *
 * <pre>{@code
 * try (SagaEngine engine =
 *     SagaEngine.builder(dataSource).register(PlaceOrderDefinition.of(placeOrder)).build()) {
 *   Shipment shipment = engine.run(PlaceOrderDefinition.SAGA, order.id(), order);
 * }
 * }</pre>
 *
 * <p>Build one for each process and share it: all methods may be called from many threads at once.
 */
public final class SagaEngine implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SagaEngine.class);

  private final SagaCatalog catalog;
  private final RunSupport support;
  private final SagaReader reader;
  private final ActiveRuns runs;
  private final SagaWatch watch;
  private final Caretaker caretaker;
  private final EngineHeartbeat heartbeat;

  SagaEngine(SagaCatalog catalog, RunSupport support, SchemaTables tables) {
    this.catalog = catalog;
    this.support = support;
    this.reader = new SagaReader(tables);
    this.watch =
        new SagaWatch(support.recorder().transactions(), reader, support.settings().pollEvery());
    this.runs = new ActiveRuns(watch::ring);
    this.heartbeat = new EngineHeartbeat(tables, support.settings());
    SagaClaims claims = new SagaClaims(tables);
    SagaPickUp pickUp = new SagaPickUp(support, catalog, claims, reader);
    this.caretaker =
        new Caretaker(new CaretakerTools(support, catalog, runs, heartbeat, claims, pickUp));
  }

  /**
   * Begins to set up an engine.
   *
   * @param dataSource the service's own database; a pool is recommended. Its connections must have
   *     the isolation READ COMMITTED.
   * @return a builder
   */
  public static SagaEngineBuilder builder(DataSource dataSource) {
    return new SagaEngineBuilder(dataSource);
  }

  SagaEngine start() throws SQLException {
    caretaker.heartbeat();
    caretaker.start();
    return this;
  }

  /**
   * Runs a saga to its end and returns its result: like {@link #execute}, but a saga that does not
   * complete is an exception.
   *
   * @param saga which saga
   * @param key the caller's key: 1 to 255 characters, unique among the sagas of this name
   * @param input the input; null only where its type is {@code Void}
   * @return the saga's result; null for a saga without one
   * @throws SagaNotCompletedException if the saga was undone or is parked, with step and reason
   * @throws SagaKeyConflictException if a saga with this key was started with another input
   * @throws IllegalArgumentException if the saga is not registered, or key or input cannot be
   *     stored
   * @throws SagaStorageException if the database does not take the start; then nothing has happened
   *     or the saga goes on by itself, and the same call may be repeated
   * @throws SagaInterruptedException if the thread is interrupted; the saga goes on without it
   * @throws EngineClosedException if the engine is closed, or is closed meanwhile
   * @param <I> the input
   * @param <R> the result
   */
  public <I extends @Nullable Object, R extends @Nullable Object> R run(
      SagaType<I, R> saga, String key, I input) {
    SagaOutcome<R> outcome = execute(saga, key, input);
    if (outcome instanceof SagaOutcome.Completed<R> completed) {
      return completed.result();
    }
    throw NotCompleted.exception(saga, key, outcome);
  }

  /**
   * Runs a saga in the calling thread until it has ended or is parked. Steps that may run side by
   * side use other threads too. The start is one commit and each step is one, the last of which
   * also ends the saga.
   *
   * <p>The key makes the start idempotent: a second call with the same key and an equal input (as
   * JSON) starts nothing, and waits for the end of the first.
   *
   * @param saga which saga
   * @param key the caller's key: 1 to 255 characters, unique among the sagas of this name
   * @param input the input; null only where its type is {@code Void}
   * @return how it ended
   * @throws SagaKeyConflictException if a saga with this key was started with another input
   * @throws IllegalArgumentException if the saga is not registered, or key or input cannot be
   *     stored
   * @throws SagaStorageException if the database does not take the start; then nothing has happened
   *     or the saga goes on by itself, and the same call may be repeated
   * @throws SagaInterruptedException if the thread is interrupted; the saga goes on without it
   * @throws EngineClosedException if the engine is closed, or is closed meanwhile
   * @param <I> the input
   * @param <R> the result
   */
  public <I extends @Nullable Object, R extends @Nullable Object> SagaOutcome<R> execute(
      SagaType<I, R> saga, String key, I input) {
    SagaDefinition<?, ?> definition = check(saga, key, input);
    NewSaga start = newSaga(saga, key, input);
    if (!begin(start, definition)) {
      return outcome(saga, watch.await(existing(start), start.who()));
    }
    SagaRun run = run(start, definition);
    try {
      run.startAndStay();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SagaWatch.interrupted(start.who());
    }
    SagaEnd end = run.end().orElseGet(() -> watch.await(start.id(), start.who()));
    return outcome(saga, end);
  }

  /**
   * Starts a saga that this engine runs in threads of its own, and returns once the start is
   * durable. A second call with the same key and an equal input returns a handle of the first saga.
   *
   * @param saga which saga
   * @param key the caller's key: 1 to 255 characters, unique among the sagas of this name
   * @param input the input; null only where its type is {@code Void}
   * @return a handle to wait with
   * @throws SagaKeyConflictException if a saga with this key was started with another input
   * @throws IllegalArgumentException if the saga is not registered, or key or input cannot be
   *     stored
   * @throws SagaStorageException if the database does not take the start; then nothing has happened
   *     or the saga goes on by itself, and the same call may be repeated
   * @throws EngineClosedException if the engine is closed
   * @param <I> the input
   * @param <R> the result
   */
  public <I extends @Nullable Object, R extends @Nullable Object> SagaHandle<R> submit(
      SagaType<I, R> saga, String key, I input) {
    SagaDefinition<?, ?> definition = check(saga, key, input);
    NewSaga start = newSaga(saga, key, input);
    if (!begin(start, definition)) {
      return handle(saga, existing(start), start);
    }
    SagaRun run = run(start, definition);
    support.threads().execute(run::start);
    return handle(saga, start.id(), start);
  }

  /**
   * Starts a saga in the caller's own transaction: it begins, on any engine that knows it, when
   * that commits, and has never been if that rolls back.
   *
   * @param connection in a transaction, that is with auto-commit off; it is neither committed nor
   *     kept
   * @param saga which saga
   * @param key the caller's key: 1 to 255 characters, unique among the sagas of this name
   * @param input the input; null only where its type is {@code Void}
   * @return a handle to wait with once the transaction has committed
   * @throws SagaKeyConflictException if a saga with this key was started with another input
   * @throws IllegalArgumentException if the saga is not registered, or key or input cannot be
   *     stored
   * @throws IllegalStateException if the connection is in auto-commit mode
   * @throws SagaStorageException if the database refuses; the transaction can only be rolled back
   * @throws EngineClosedException if the engine is closed
   * @param <I> the input
   * @param <R> the result
   */
  public <I extends @Nullable Object, R extends @Nullable Object> SagaHandle<R> submit(
      Connection connection, SagaType<I, R> saga, String key, I input) {
    SagaDefinition<?, ?> definition = check(saga, key, input);
    NewSaga start = newSaga(saga, key, input);
    try {
      start.requireTransaction(connection);
      SagaStart queued = start(start, null, definition);
      boolean begun = support.statement().begin(connection, queued);
      return handle(saga, begun ? start.id() : existing(connection, start), start);
    } catch (SQLException e) {
      throw start.notStarted(e, "The transaction can only be rolled back.");
    }
  }

  /**
   * Looks a saga up, whichever engine runs it.
   *
   * @param saga which saga; its version does not matter
   * @param key the key under which it was started
   * @return the saga as it stands in the table now, or empty if there is none
   * @throws SagaStorageException if the database does not answer
   */
  public Optional<SagaView> find(SagaType<?, ?> saga, String key) {
    try {
      return support
          .recorder()
          .transactions()
          .with(Transactions.Mode.SINGLE, db -> reader.find(db, saga.name(), key));
    } catch (SQLException e) {
      throw new SagaStorageException(
          "Saga %s '%s' could not be looked up: %s. Nothing has changed. Ask again."
              .formatted(saga, key, e.getMessage()),
          e);
    }
  }

  /**
   * Stops this engine. Steps that run may finish; each saga is then left to other engines between
   * two steps, and callers that wait in {@link #run} are told so. What is still running after the
   * time set with {@link SagaEngineBuilder#closeWithin} is left as it is: other engines take it
   * over when this engine's lease is over. A second call does nothing.
   */
  @Override
  public void close() {
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

  Caretaker caretaker() {
    return caretaker;
  }

  /** How many sagas this engine has at the moment. */
  int activeSagas() {
    return runs.count();
  }

  /** How many records wait for somebody who writes them. */
  int waitingForWriter() {
    return support.writer().waiting();
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

  private SagaDefinition<?, ?> check(SagaType<?, ?> saga, String key, @Nullable Object input) {
    SagaKeys.check(saga, key, input);
    if (support.isClosing()) {
      throw new EngineClosedException(
          "Saga %s '%s' was not started: engine %s is closed. Nothing was written. Build another engine, or start sagas before you close this one."
              .formatted(saga, key, support.settings().name()));
    }
    return catalog.require(saga, key);
  }

  private NewSaga newSaga(SagaType<?, ?> saga, String key, @Nullable Object input) {
    String json = support.execution().values().encodeInput(saga, key, input);
    return new NewSaga(TimeOrderedId.next(), saga, key, json);
  }

  private SagaStart start(NewSaga saga, @Nullable UUID owner, SagaDefinition<?, ?> definition) {
    UUID engine = support.settings().id();
    return new SagaStart(saga, engine, owner, definition.timeout().orElse(null));
  }

  /** Writes the start of a saga that this engine owns; false if there is one under this key. */
  private boolean begin(NewSaga saga, SagaDefinition<?, ?> definition) {
    SagaStart start = start(saga, support.settings().id(), definition);
    return switch (support.writer().write(new PendingWrite(start))) {
      case WRITTEN -> true;
      case EXISTS -> false;
      default -> beginAlone(start);
    };
  }

  /** After the batch of a start has failed: it may have been written all the same. */
  private boolean beginAlone(SagaStart start) {
    NewSaga saga = start.saga();
    try {
      return support
          .recorder()
          .transactions()
          .with(
              Transactions.Mode.SINGLE,
              db -> support.statement().begin(db, start) || reader.exists(db, saga.id()));
    } catch (SQLException e) {
      support.recorder().drop(new Ownership(saga.id(), support.settings().id(), 1));
      throw saga.notStarted(e, "Call again with the same key: it is started once at most.");
    }
  }

  private SagaRun run(NewSaga start, SagaDefinition<?, ?> definition) {
    SagaHead head =
        new SagaHead(
            start.id(), start.key(), start.input(), 1, 1, 0, definition.timeout().orElse(null));
    SagaState state = SagaState.begin(definition, start.key());
    SagaRun run = new SagaRun(support, head, state, runs::remove);
    runs.add(run);
    return run;
  }

  private UUID existing(NewSaga start) {
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
  private UUID existing(Connection db, NewSaga start) throws SQLException {
    SagaView found =
        reader
            .find(db, start.type().name(), start.key())
            .orElseThrow(() -> new SQLException("the saga under this key was just removed"));
    if (!reader.hasInput(db, found.id(), start.input())) {
      throw start.conflict(found);
    }
    return found.id();
  }

  private <R extends @Nullable Object> SagaHandle<R> handle(
      SagaType<?, R> saga, UUID id, NewSaga start) {
    return new WatchedSaga<>(id, start, watch, caretaker::call, end -> outcome(saga, end));
  }

  private <R extends @Nullable Object> SagaOutcome<R> outcome(SagaType<?, R> saga, SagaEnd end) {
    return support.execution().values().outcome(saga, end);
  }
}
