package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

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

  private final RunSupport support;
  private final SagaReader reader;
  private final StoredGraphs graphs;
  private final SagaRecords records;
  private final SagaStarts starts;
  private final ActiveRuns runs = new ActiveRuns();
  private final Places places;
  private final SagaWatch watch;
  private final Caretaker caretaker;
  private final EngineClosing closing;
  private final SagaOperators operators;

  SagaEngine(SagaCatalog catalog, RunSupport support, SchemaTables tables) {
    this.support = support;
    this.reader = new SagaReader(tables);
    this.graphs = new StoredGraphs(tables, catalog);
    this.records =
        new SagaRecords(
            support.recorder().transactions(), catalog, reader, new JournalReader(tables));
    SagaEnds ends = new SagaEnds(tables);
    this.starts = new SagaStarts(support, catalog, reader, ends);
    this.places = new Places(support.settings());
    this.watch = new SagaWatch(support, ends, runs);
    EngineHeartbeat heartbeat = new EngineHeartbeat(tables, support.settings(), catalog);
    SagaClaims claims = new SagaClaims(tables);
    SagaPickUp pickUp = new SagaPickUp(support, catalog, claims, reader);
    OperatorDesk desk = new OperatorDesk(support, catalog, reader, new OperatorTable(tables));
    this.caretaker =
        new Caretaker(
            new CaretakerTools(
                support, catalog, runs, places, watch, heartbeat, claims, pickUp, desk));
    this.operators = new SagaOperators(desk, new SagaSelection(tables), caretaker::call);
    this.closing = new EngineClosing(support, caretaker, runs, watch, heartbeat);
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
    support.requireOneTransaction();
    graphs.write(support.recorder().transactions());
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
   * side use other threads too. The start, and each step with its events, is durable before
   * anything that depends on it begins; the record of the last step also ends the saga. A
   * transactional step has a commit of its own; all other records of sagas that run at the same
   * time share theirs. How many run at a time is up to the callers: {@link
   * SagaEngineBuilder#mostSagas} does not limit it.
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
    SagaDefinition<?, ?> definition = starts.check(saga, key, input);
    NewSaga start = starts.newSaga(saga, key, input);
    if (!starts.begin(start, definition)) {
      StartedSaga first = starts.existing(start);
      SagaEnd known = first.ending().end().orElseGet(() -> watch.await(first.id(), start.who()));
      return outcome(saga, known);
    }
    SagaRun run = starts.run(start, definition, watch::left);
    runs.add(run, ActiveRuns.Kind.OF_CALLER);
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
   * Starts a saga that runs in threads of the engine's own, and returns once the start is durable.
   * A second call with the same key and an equal input returns a handle of the first saga.
   *
   * <p>While this engine runs as many as {@link SagaEngineBuilder#mostSagas} allows, a saga is
   * written as {@code QUEUED}: it begins as soon as this engine, or another one that knows it, has
   * room. None is refused, and none waits in memory. The saga's own timeout counts from the submit.
   * {@link #load} tells how full the engine is.
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
   * @throws SagaInterruptedException if the thread is interrupted before the start is confirmed;
   *     the same call may be repeated
   * @throws EngineClosedException if the engine is closed
   * @param <I> the input
   * @param <R> the result
   */
  public <I extends @Nullable Object, R extends @Nullable Object> SagaHandle<R> submit(
      SagaType<I, R> saga, String key, I input) {
    SagaDefinition<?, ?> definition = starts.check(saga, key, input);
    NewSaga start = starts.newSaga(saga, key, input);
    StartedSaga started =
        places.take() ? startHere(start, definition) : leaveInTable(start, definition);
    return handle(saga, started);
  }

  /** Starts a saga for which there is a place. */
  private StartedSaga startHere(NewSaga start, SagaDefinition<?, ?> definition) {
    boolean begun = false;
    try {
      begun = starts.begin(start, definition);
    } finally {
      if (!begun) {
        caretaker.giveBackPlace();
      }
    }
    if (!begun) {
      return starts.existing(start);
    }
    SagaRun run = starts.run(start, definition, caretaker::left);
    Ending ending = runs.add(run, ActiveRuns.Kind.OF_ENGINE);
    support.threads().execute(run::start);
    return new StartedSaga(start.id(), start, ending);
  }

  private StartedSaga leaveInTable(NewSaga start, SagaDefinition<?, ?> definition) {
    if (!starts.queue(start, definition)) {
      return starts.existing(start);
    }
    if (places.sentToTable()) {
      caretaker.call();
    }
    return StartedSaga.elsewhere(start.id(), start, Optional.empty());
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
    SagaDefinition<?, ?> definition = starts.check(saga, key, input);
    NewSaga start = starts.newSaga(saga, key, input);
    try {
      start.requireTransaction(connection);
      boolean begun = starts.queue(connection, start, definition);
      return handle(
          saga,
          begun
              ? StartedSaga.elsewhere(start.id(), start, Optional.empty())
              : starts.existing(connection, start));
    } catch (SQLException | DataAccessException e) {
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
   * What an operator can do to sagas, whichever engine runs them: retry, skip, complete, cancel,
   * pause, resume, resolve. It needs only the tables, so it also works once this engine is closed.
   *
   * @param actor who does it, as the journal is to say: a person or a tool, 1 to 200 characters
   * @param reason why, 1 to 2,000 characters
   * @return what can be done, in the name of this actor and for this reason
   * @throws IllegalArgumentException if actor or reason is blank, too long or cannot be stored
   */
  public SagaOperations operations(String actor, String reason) {
    return operators.operations(actor, reason);
  }

  /**
   * Reads sagas, their histories and their past.
   *
   * @return what can be read; also when the engine is closed
   */
  public SagaRecords records() {
    return records;
  }

  /**
   * Says how full this engine is. Cheap: counted in memory, without a query.
   *
   * @return the load at this moment
   */
  public EngineLoad load() {
    return runs.load(support.settings().mostSagas(), places.othersWait());
  }

  /**
   * Stops this engine. Steps that run may finish; each saga is then left to other engines between
   * two steps, and callers that wait in {@link #run} are told so. What is still running after the
   * time set with {@link SagaEngineBuilder#closeWithin} is left as it is: other engines take it
   * over when this engine's lease is over. A second call does nothing.
   */
  @Override
  public void close() {
    closing.close();
  }

  Caretaker caretaker() {
    return caretaker;
  }

  SagaWatch watch() {
    return watch;
  }

  /** How many sagas this engine has at the moment. */
  int activeSagas() {
    return runs.count();
  }

  /** How many of them it lets go of between two steps, because an operator wants something. */
  int leavingSagas() {
    return (int) runs.all().stream().filter(SagaRun::isLeaving).count();
  }

  /** How many records wait for somebody who writes them. */
  int waitingForWriter() {
    return support.writer().waiting();
  }

  private <R extends @Nullable Object> SagaHandle<R> handle(
      SagaType<?, R> saga, StartedSaga started) {
    return new WatchedSaga<>(started, watch, caretaker::call, end -> outcome(saga, end));
  }

  private <R extends @Nullable Object> SagaOutcome<R> outcome(SagaType<?, R> saga, SagaEnd end) {
    return support.execution().values().outcome(saga, end);
  }
}
