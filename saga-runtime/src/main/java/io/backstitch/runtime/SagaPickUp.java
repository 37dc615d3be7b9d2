package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes sagas ours that nobody runs: finds and locks them, folds their journals, and writes that
 * they are ours, in one transaction of the caller's.
 */
final class SagaPickUp {

  private final RunSupport support;
  private final SagaCatalog catalog;
  private final SagaClaims claims;
  private final SagaReader reader;
  private final NewerSagas newer;

  SagaPickUp(RunSupport support, SagaCatalog catalog, SagaClaims claims, SagaReader reader) {
    this.support = support;
    this.catalog = catalog;
    this.claims = claims;
    this.reader = reader;
    this.newer = new NewerSagas(support.settings().name());
  }

  /**
   * Takes some sagas.
   *
   * @param how {@code PICKED_UP} what is due, or {@code TAKEN_OVER} what dead engines had
   * @param left told of each when this engine has nothing more to do for it
   * @return runs to start once the transaction has committed
   */
  List<SagaRun> take(Connection db, FactKind how, int most, Consumer<SagaRun> left)
      throws SQLException {
    List<SagaRun> runs = new ArrayList<>();
    List<SagaLog.Taking> taken = new ArrayList<>();
    Transactions.limitIdleTime(db, support.settings().lease());
    List<SagaClaims.Found> found = find(db, how, most);
    Map<UUID, List<SagaFact>> journals = journals(db, found);
    if (journals.size() < found.size()) {
      newer.tell(found.stream().filter(saga -> !journals.containsKey(saga.head().id())).toList());
      claims.leaveOutUnreadable();
      found = find(db, how, most);
      journals.putAll(journals(db, found));
    }
    for (SagaClaims.Found saga : found) {
      List<SagaFact> journal = journals.get(saga.head().id());
      if (journal != null) {
        SagaState state = read(saga, journal).with(SagaFact.of(how));
        int recoveries = saga.head().recoveries() + (how == FactKind.TAKEN_OVER ? 1 : 0);
        SagaStatus status = SagaPlan.activeStatus(state);
        taken.add(new SagaLog.Taking(saga.head(), saga.status(), status, recoveries));
        SagaHead mine = saga.head().taken(recoveries);
        RecordedFact first = RecordedFact.taken(mine, state, how, saga.status());
        runs.add(new SagaRun(support, mine, state, first, left));
      }
    }
    if (!taken.isEmpty()) {
      support.sagaLog().take(db, support.settings().id(), how, taken);
    }
    return runs;
  }

  private Map<UUID, List<SagaFact>> journals(Connection db, List<SagaClaims.Found> found) {
    List<UUID> ids = found.stream().map(saga -> saga.head().id()).toList();
    return ids.isEmpty() ? new HashMap<>() : reader.journals(db, ids);
  }

  private List<SagaClaims.Found> find(Connection db, FactKind how, int most) {
    return how == FactKind.TAKEN_OVER
        ? claims.orphaned(db, support.settings().id(), catalog.names(), most)
        : claims.due(db, catalog.names(), most);
  }

  /** A journal that does not fit the definition parks the saga instead of guessing. */
  private SagaState read(SagaClaims.Found found, List<SagaFact> journal) {
    SagaDefinition<?, ?> saga = catalog.get(new TypeVersion(found.type(), found.version()));
    String key = found.head().key();
    try {
      return SagaState.fold(saga, key, journal);
    } catch (RuntimeException e) {
      SagaState empty = SagaState.begin(saga, key);
      return empty.with(SagaFact.parked(ParkedReason.unreadable(empty.who(), e)));
    }
  }
}
