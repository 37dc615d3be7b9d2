package io.backstitch.runtime;

import io.backstitch.definition.SagaType;
import io.backstitch.runtime.BulkResult.Refusal;
import io.backstitch.runtime.OperatorAction.Kind;
import io.backstitch.runtime.OperatorDesk.Lookup;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can do to sagas, from any engine that has their definitions. Each action is one
 * transaction: one row of the journal, with actor and reason, and the saga's new status. After it
 * the saga really goes on, on any engine that knows it, within {@link SagaEngineBuilder#pollEvery}.
 *
 * <p>{@link #pause} and {@link #cancel} also work while an engine is running the saga: that engine
 * lets go of it between two steps, and after {@link
 * io.backstitch.definition.SagaDefinition#grace()}, if the saga has one, whatever its steps do. The
 * other actions are for sagas that stand still: {@code WAITING}, {@code PAUSED} or {@code PARKED}.
 * The time for which a saga was paused or parked does not count for its own timeout.
 *
 * <p>What makes no sense for the saga as it stands is refused, and changes nothing. Two operators
 * at once come one after the other. Safe for use by several threads; blocks while the database
 * answers.
 *
 * <pre>{@code
 * engine.operations("ann", "card processor is back, ticket 4711")
 *     .retry(SagaFilter.status(SagaStatus.PARKED).type("place-order").failingStep("charge"));
 * }</pre>
 */
public final class SagaOperations {

  private static final int PAGE = 500;

  private final SagaOperators operators;
  private final OperatorAction.By by;

  SagaOperations(SagaOperators operators, OperatorAction.By by) {
    this.operators = operators;
    this.by = by;
  }

  /**
   * Finds a saga's id by its key, for the methods below.
   *
   * @param saga which saga; its version does not matter
   * @param key the key under which it was started
   * @return the actions on this one saga
   */
  public OneSaga on(SagaType<?, ?> saga, String key) {
    return new OneSaga(
        "Saga " + saga.name() + " '" + key + "'", (table, db) -> table.lock(db, saga.name(), key));
  }

  /**
   * One saga.
   *
   * @param sagaId the instance
   * @return the actions on this one saga
   */
  public OneSaga on(UUID sagaId) {
    return new OneSaga("Saga " + sagaId, (table, db) -> table.lock(db, sagaId));
  }

  /** What can be done to one saga. */
  public final class OneSaga {

    private final String who;
    private final Lookup lookup;

    private OneSaga(String who, Lookup lookup) {
      this.who = who;
      this.lookup = lookup;
    }

    /**
     * Tries again what gave up, with as many attempts as its policy allows, and at once what waits:
     * a step after the pivot, a step of which nobody knows whether it took effect (with the same
     * idempotency key), a compensation, or a saga that was parked as a whole. Where nothing has
     * been undone yet and no step has failed for certain, the saga goes forward again; otherwise it
     * is undone to its end.
     *
     * @return always {@code DONE}
     * @throws OperationRefusedException unless the saga is {@code WAITING} or {@code PARKED}
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult retry() {
      return act(OperatorAction.of(Kind.RETRY, by));
    }

    /**
     * Goes on without a step: it counts as done, and nothing of it is undone, whatever an earlier
     * attempt did.
     *
     * @param step the step's name
     * @return always {@code DONE}
     * @throws OperationRefusedException if the saga is not {@code WAITING}, {@code PAUSED} or
     *     {@code PARKED}, if it is being undone, if the step has succeeded or is the pivot, if what
     *     comes before it is not done, or if something needs its result
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult skip(String step) {
      return act(new OperatorAction(Kind.SKIP, step, null, by));
    }

    /**
     * Says that a step has succeeded, and with which result. Where nothing has been undone yet and
     * no other step has failed, the saga goes forward again; otherwise the step is undone with this
     * result.
     *
     * @param step the step's name
     * @param result what it would have returned; null for a step that returns nothing
     * @return always {@code DONE}
     * @throws OperationRefusedException if the saga is not {@code WAITING}, {@code PAUSED} or
     *     {@code PARKED}, if the step has succeeded or what comes before it has not, or if the
     *     result is not one that the step could have
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult complete(String step, @Nullable Object result) {
      return act(new OperatorAction(Kind.COMPLETE, step, result, by));
    }

    /**
     * Says that a step has no effect any more: a person has undone it, or found out that it had
     * none. Undoing goes on with what came before it.
     *
     * @param step the step's name
     * @return always {@code DONE}
     * @throws OperationRefusedException if the saga is not {@code WAITING}, {@code PAUSED} or
     *     {@code PARKED}, if it is not being undone, if what came after the step is not undone, or
     *     if nothing of the step is left to undo
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult resolve(String step) {
      return act(new OperatorAction(Kind.RESOLVE, step, null, by));
    }

    /**
     * Has the saga undone. Nothing new begins; a step that runs may finish, and so may one of which
     * nobody knows whether it took effect; then all that was done is compensated.
     *
     * @return {@code DONE}, or {@code REQUESTED} while an engine is running the saga
     * @throws OperationRefusedException if the saga has ended, has failed already, or its pivot has
     *     been called
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult cancel() {
      return act(OperatorAction.of(Kind.CANCEL, by));
    }

    /**
     * Holds the saga, going forward or being undone, until it is resumed or cancelled. A step that
     * runs may finish.
     *
     * @return {@code DONE}, or {@code REQUESTED} while an engine is running the saga
     * @throws OperationRefusedException if the saga has ended, or is paused or parked
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult pause() {
      return act(OperatorAction.of(Kind.PAUSE, by));
    }

    /**
     * Lets a paused saga go on from where it was.
     *
     * @return always {@code DONE}
     * @throws OperationRefusedException unless the saga is {@code PAUSED}
     * @throws SagaStorageException if the database does not answer; ask what has become of it
     */
    public OperationResult resume() {
      return act(OperatorAction.of(Kind.RESUME, by));
    }

    private OperationResult act(OperatorAction action) {
      try {
        OperationResult result = operators.desk().act(who, lookup, action);
        operators.callCaretaker().run();
        return result;
      } catch (SQLException e) {
        throw notAnswered(who, action, e);
      }
    }
  }

  /**
   * {@link OneSaga#retry} for all that match. Each saga is a transaction of its own; those that
   * begin to match meanwhile may be met or not.
   *
   * @param which sagas
   * @return what has become of each
   * @throws SagaStorageException if the database does not answer; what was done before stays done,
   *     and the call may be repeated
   */
  public BulkResult retry(SagaFilter which) {
    return actOnAll(which, OneSaga::retry);
  }

  /**
   * {@link OneSaga#skip} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @param step the step's name
   * @return what has become of each
   */
  public BulkResult skip(SagaFilter which, String step) {
    return actOnAll(which, saga -> saga.skip(step));
  }

  /**
   * {@link OneSaga#complete} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @param step the step's name
   * @param result what it would have returned; null for a step that returns nothing
   * @return what has become of each
   */
  public BulkResult complete(SagaFilter which, String step, @Nullable Object result) {
    return actOnAll(which, saga -> saga.complete(step, result));
  }

  /**
   * {@link OneSaga#resolve} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @param step the step's name
   * @return what has become of each
   */
  public BulkResult resolve(SagaFilter which, String step) {
    return actOnAll(which, saga -> saga.resolve(step));
  }

  /**
   * {@link OneSaga#cancel} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @return what has become of each
   */
  public BulkResult cancel(SagaFilter which) {
    return actOnAll(which, OneSaga::cancel);
  }

  /**
   * {@link OneSaga#pause} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @return what has become of each
   */
  public BulkResult pause(SagaFilter which) {
    return actOnAll(which, OneSaga::pause);
  }

  /**
   * {@link OneSaga#resume} for all that match, like {@link #retry(SagaFilter)}.
   *
   * @param which sagas
   * @return what has become of each
   */
  public BulkResult resume(SagaFilter which) {
    return actOnAll(which, OneSaga::resume);
  }

  /** What is done to each saga that matches. */
  @FunctionalInterface
  private interface Each {
    OperationResult to(OneSaga saga);
  }

  private BulkResult actOnAll(SagaFilter which, Each action) {
    int done = 0;
    int requested = 0;
    List<Refusal> refused = new ArrayList<>();
    List<UUID> page = page(which, null);
    while (!page.isEmpty()) {
      for (UUID id : page) {
        try {
          OperationResult result = action.to(on(id));
          done += result == OperationResult.DONE ? 1 : 0;
          requested += result == OperationResult.REQUESTED ? 1 : 0;
        } catch (OperationRefusedException e) {
          refused.add(new Refusal(id, String.valueOf(e.getMessage())));
        }
      }
      page = page.size() < PAGE ? List.of() : page(which, page.get(page.size() - 1));
    }
    return new BulkResult(done, requested, refused);
  }

  private List<UUID> page(SagaFilter which, @Nullable UUID after) {
    try {
      return operators.desk().find(operators.selection(), which, after, PAGE);
    } catch (SQLException e) {
      throw new SagaStorageException(
          "Sagas to be changed by %s could not be looked up: %s. What was done to others stays done. Call again."
              .formatted(by.actor(), e.getMessage()),
          e);
    }
  }

  private static SagaStorageException notAnswered(
      String who, OperatorAction action, SQLException e) {
    return new SagaStorageException(
        "%s: the database did not answer when it was to be %s: %s. Either that is done, as its history says then, or nothing has changed. Look, and call again if it is not done."
            .formatted(who, action.participle(), e.getMessage()),
        e);
  }
}
