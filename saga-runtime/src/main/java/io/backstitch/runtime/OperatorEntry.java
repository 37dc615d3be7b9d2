package io.backstitch.runtime;

import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.runtime.OperatorTable.Locked;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One action of an operator on a saga whose row is locked: reads where the saga stands, and adds
 * the fact with what follows from it. Refuses what cannot be read or stored.
 */
final class OperatorEntry {

  private static final Logger log = LoggerFactory.getLogger(OperatorEntry.class);

  private final RunSupport support;
  private final SagaCatalog catalog;
  private final SagaReader reader;
  private final OperatorTable table;

  OperatorEntry(RunSupport support, SagaCatalog catalog, SagaReader reader, OperatorTable table) {
    this.support = support;
    this.catalog = catalog;
    this.reader = reader;
    this.table = table;
  }

  SagaState read(Connection db, Locked saga, OperatorAction action) {
    SagaDefinition<?, ?> definition =
        catalog
            .find(saga.type())
            .orElseThrow(
                () ->
                    action.refused(
                        saga.who(),
                        "this engine has no definition of %s. Do it with an engine on which that is registered"
                            .formatted(saga.type())));
    List<SagaFact> journal = reader.journals(db, List.of(saga.id())).get(saga.id());
    if (journal == null) {
      throw action.refused(
          saga.who(),
          "its journal was written by a newer version of Backstitch. Do it with an engine of that version");
    }
    try {
      return SagaState.fold(definition, saga.key(), journal);
    } catch (RuntimeException e) {
      throw action.refused(
          saga.who(),
          "its journal does not fit the definition of %s that is registered (%s). Register the definition with which it began"
              .formatted(saga.type(), e.getMessage()));
    }
  }

  /**
   * The same for a request: empty if another engine has to read it. One that nobody will is
   * forgotten, so that the saga is taken up and parked.
   */
  Optional<SagaState> readable(Connection db, Locked saga, OperatorAction action) {
    if (!reader.journals(db, List.of(saga.id())).containsKey(saga.id())) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(db, saga, action));
    } catch (OperationRefusedException e) {
      log.info("What was wanted is dropped. {}", e.getMessage());
      table.forget(db, saga.id());
      return Optional.empty();
    }
  }

  /** Takes the saga from the engine that died, and adds the fact at once. */
  RecordedFact addAfterTakingOver(
      Connection db, Locked saga, SagaState state, OperatorAction action) throws SQLException {
    SagaFact takeOver = SagaFact.of(FactKind.TAKEN_OVER);
    SagaState taken = state.with(takeOver);
    SagaPlan plan = new SagaPlan(SagaPlan.activeStatus(taken), List.of(), null, null);
    OperatorFact fact = new OperatorFact(takeOver, null, false, taken.canTimeOut(Set.of()), plan);
    var unused = table.add(db, saga, support.settings().id(), fact, null);
    Locked free = new Locked(saga.id(), saga.type(), saga.key(), plan.status(), null);
    return add(db, free, taken, action, Set.of());
  }

  /**
   * Adds the fact.
   *
   * @param perhapsCalled what the engine that loses the saga with this may be calling
   */
  RecordedFact add(
      Connection db, Locked saga, SagaState state, OperatorAction action, Set<String> perhapsCalled)
      throws SQLException {
    SagaFact fact = fact(saga, state, action, perhapsCalled);
    SagaState next = state.with(fact);
    SagaPlan plan = SagaPlan.of(next, Set.of());
    if (!saga.status().mayBecome(plan.status())) {
      throw new IllegalStateException(
          saga.who() + " is " + saga.status() + " and may not become " + plan.status());
    }
    boolean clearsFailure = state.failure() != null && next.failure() == null;
    OperatorFact written =
        new OperatorFact(fact, action.by(), clearsFailure, next.canTimeOut(Set.of()), plan);
    String result = SagaHistory.resultOf(next, plan);
    int seq = table.add(db, saga, support.settings().id(), written, result);
    return new RecordedFact(
        saga.id(),
        state.saga().type(),
        saga.key(),
        seq,
        fact.kind(),
        fact.step(),
        0,
        saga.status(),
        plan.status(),
        fact.failure(),
        fact.message());
  }

  private SagaFact fact(
      Locked saga, SagaState state, OperatorAction action, Set<String> perhapsCalled) {
    boolean cancels = action.kind() == OperatorAction.Kind.CANCEL;
    return new SagaFact(
        action.kind().fact(),
        action.step(),
        0,
        action.kind() == OperatorAction.Kind.COMPLETE ? result(saga, state, action) : null,
        cancels ? FailureKind.PERMANENT : null,
        action.message(),
        cancels ? state.saga().grace().orElse(null) : null,
        perhapsCalled);
  }

  /** The result that an operator gives a step, as JSON; it must be one that the step could have. */
  private @Nullable String result(Locked saga, SagaState state, OperatorAction action) {
    DataType<?> type = state.saga().step(action.stepName()).key().type();
    Object result = action.result();
    boolean isVoid = type.type() == Void.class;
    if (isVoid ? result != null : !raw(type.type()).isInstance(result)) {
      throw action.refused(
          saga.who(),
          "%s returns %s, but was given %s. Give such a result"
              .formatted(
                  action.step(),
                  isVoid ? "nothing" : "a " + type,
                  result == null ? "null" : "a " + result.getClass().getName()));
    }
    try {
      return isVoid ? null : support.execution().values().encodeReadably(result, type);
    } catch (NotStorableException e) {
      throw action.refused(
          saga.who(), "the result " + e.getMessage() + ". " + withoutDot(e.mend()));
    }
  }

  private static String withoutDot(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : Object.class;
  }
}
