package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.runtime.OperatorTable.Locked;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what operators want, each action in one transaction that locks the saga's row: so two
 * operators, or an operator and an engine, come one after the other, and each sees what the other
 * did.
 */
final class OperatorDesk {

  private static final Logger log = LoggerFactory.getLogger(OperatorDesk.class);

  private final RunSupport support;
  private final SagaCatalog catalog;
  private final OperatorTable table;
  private final OperatorEntry entry;

  OperatorDesk(RunSupport support, SagaCatalog catalog, SagaReader reader, OperatorTable table) {
    this.support = support;
    this.catalog = catalog;
    this.table = table;
    this.entry = new OperatorEntry(support, catalog, reader, table);
  }

  /** How a transaction finds its saga. */
  @FunctionalInterface
  interface Lookup {
    Optional<Locked> lock(OperatorTable table, Connection db);
  }

  /**
   * Does something to one saga, or has the engine do it that runs it.
   *
   * @param who how messages name the saga if there is none
   * @throws OperationRefusedException if it makes no sense
   */
  OperationResult act(String who, Lookup lookup, OperatorAction action) throws SQLException {
    Optional<RecordedFact> done = inTransaction(who, lookup, action);
    done.ifPresent(support.listeners()::tell);
    return done.isPresent() ? OperationResult.DONE : OperationResult.REQUESTED;
  }

  private Optional<RecordedFact> inTransaction(String who, Lookup lookup, OperatorAction action)
      throws SQLException {
    return transactions()
        .with(
            Transactions.Mode.TRANSACTION,
            db -> {
              Transactions.limitIdleTime(db, support.settings().lease());
              OperatorTable.limitWaits(db);
              Locked saga =
                  lookup
                      .lock(table, db)
                      .orElseThrow(
                          () -> action.refused(who, "there is no such saga. Look for it first"));
              return act(db, saga, action);
            });
  }

  private Optional<RecordedFact> act(Connection db, Locked saga, OperatorAction action)
      throws SQLException {
    SagaState state = entry.read(db, saga, action);
    new OperatorRules(state, saga.status())
        .refusal(action)
        .ifPresent(
            reason -> {
              throw action.refused(saga.who(), reason);
            });
    if (saga.owner() != null) {
      requireRequestable(saga, action);
      table.request(db, saga.id(), action);
      return Optional.empty();
    }
    return Optional.of(entry.add(db, saga, state, action, Set.of()));
  }

  private static void requireRequestable(Locked saga, OperatorAction action) {
    if (!action.kind().canBeRequested()) {
      throw action.refused(saga.who(), "an engine is running it at this moment. Pause it first");
    }
  }

  /**
   * What is wanted of sagas that this engine runs, or that nobody runs any more.
   *
   * @param most so many at a time
   */
  List<OperatorTable.Request> requests(int most) throws SQLException {
    UUID me = support.settings().id();
    return transactions()
        .with(Transactions.Mode.SINGLE, db -> table.requests(db, me, catalog.names(), most));
  }

  /**
   * Whether steps that run here are not waited for any longer, for the sake of a request. A pivot
   * is waited for, because what it does decides whether the saga may be undone.
   */
  private static boolean isGraceOver(SagaState state, OperatorTable.Request request) {
    boolean atPivot = state.saga().pivot().filter(state::isReady).isPresent();
    return !atPivot && isGraceOver(state.saga(), request);
  }

  /** Whether it is worth a look if a saga that runs here is waited for no longer. */
  static boolean isGraceOver(SagaDefinition<?, ?> saga, OperatorTable.Request request) {
    return saga.grace().filter(grace -> grace.compareTo(request.age()) <= 0).isPresent();
  }

  /** One page of the sagas that a filter means. */
  List<UUID> find(SagaSelection selection, SagaFilter which, @Nullable UUID after, int most)
      throws SQLException {
    return transactions()
        .with(Transactions.Mode.SINGLE, db -> selection.ids(db, which, after, most));
  }

  /**
   * What has become of a request.
   *
   * @param fact what was recorded, or null if nothing was
   * @param byForce whether the engine that ran the saga has lost it
   */
  private record Carried(@Nullable RecordedFact fact, boolean byForce) {
    static final Carried NOTHING = new Carried(null, false);
  }

  /**
   * Carries out a request, unless the saga is still being run and may be. One that makes no sense
   * any more is forgotten.
   *
   * @return whether the engine that runs the saga has lost it with that
   */
  boolean carryOut(OperatorTable.Request request) throws SQLException {
    Carried carried;
    try {
      carried = carryOutInTransaction(request);
    } catch (RuntimeException e) {
      log.error(
          "Saga {} could not be {}, because of an error of the engine. What was wanted is dropped, and the saga goes on. Look at it, and tell us.",
          request.sagaId(),
          request.action().participle(),
          e);
      forget(request.sagaId());
      carried = Carried.NOTHING;
    }
    if (carried.fact() != null) {
      RecordedFact fact = carried.fact();
      support.threads().execute(() -> support.listeners().tell(fact));
    }
    return carried.byForce();
  }

  private void forget(UUID saga) throws SQLException {
    transactions()
        .with(
            Transactions.Mode.SINGLE,
            db -> {
              table.forget(db, saga);
              return saga;
            });
  }

  private Carried carryOutInTransaction(OperatorTable.Request request) throws SQLException {
    return transactions()
        .with(
            Transactions.Mode.TRANSACTION,
            db -> {
              Transactions.limitIdleTime(db, support.settings().lease());
              Optional<Locked> saga = table.lockIfFree(db, request.sagaId());
              boolean stands = table.isRequested(db, request.sagaId(), request.action().kind());
              // Whoever has taken it since the request was read is no dead engine.
              boolean isAsRead =
                  saga.filter(it -> Objects.equals(it.owner(), request.owner())).isPresent();
              return isAsRead && stands ? carryOut(db, saga.get(), request) : Carried.NOTHING;
            });
  }

  private Carried carryOut(Connection db, Locked saga, OperatorTable.Request request)
      throws SQLException {
    OperatorAction action = request.action();
    Optional<SagaState> read = entry.readable(db, saga, action);
    if (read.isEmpty()) {
      return Carried.NOTHING;
    }
    SagaState state = read.get();
    boolean isOurs = request.isOwnedBy(support.settings().id());
    if (isOurs && !isGraceOver(state, request)) {
      return Carried.NOTHING;
    }
    Set<String> perhapsCalled = saga.owner() == null ? Set.of() : state.readyRemoteSteps();
    SagaState seen = state.perhapsCalled(perhapsCalled);
    Optional<String> refusal = new OperatorRules(seen, saga.status()).refusal(action);
    if (refusal.isPresent()) {
      log.info(
          "What was wanted is dropped. {}", action.refused(saga.who(), refusal.get()).getMessage());
      table.forget(db, saga.id());
      return Carried.NOTHING;
    }
    boolean ownerDied = saga.owner() != null && !isOurs;
    RecordedFact fact =
        ownerDied
            ? entry.addAfterTakingOver(db, saga, state, action)
            : entry.add(db, saga, state, action, perhapsCalled);
    return new Carried(fact, isOurs);
  }

  private Transactions transactions() {
    return support.recorder().transactions();
  }
}
