package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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

  SagaPickUp(RunSupport support, SagaCatalog catalog, SagaClaims claims, SagaReader reader) {
    this.support = support;
    this.catalog = catalog;
    this.claims = claims;
    this.reader = reader;
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
    List<SagaClaims.Found> found = find(db, how, most);
    if (!found.isEmpty()) {
      List<UUID> ids = found.stream().map(saga -> saga.head().id()).toList();
      Map<UUID, List<SagaFact>> journals = reader.journals(db, ids);
      for (SagaClaims.Found saga : found) {
        List<SagaFact> journal = journals.get(saga.head().id());
        if (journal != null) {
          runs.add(take(db, how, saga, journal, left));
        }
      }
    }
    return runs;
  }

  private List<SagaClaims.Found> find(Connection db, FactKind how, int most) {
    return how == FactKind.TAKEN_OVER
        ? claims.orphaned(db, support.settings().id(), catalog.names(), most)
        : claims.due(db, catalog.names(), most);
  }

  private SagaRun take(
      Connection db,
      FactKind how,
      SagaClaims.Found found,
      List<SagaFact> journal,
      Consumer<SagaRun> left)
      throws SQLException {
    SagaHead head = found.head();
    SagaState state =
        read(catalog.get(new TypeVersion(found.type(), found.version())), head, journal)
            .with(SagaFact.of(how));
    int recoveries = head.recoveries() + (how == FactKind.TAKEN_OVER ? 1 : 0);
    UUID me = support.settings().id();
    SagaHead ours =
        support.sagaLog().take(db, head, me, SagaPlan.activeStatus(state), how, recoveries);
    return new SagaRun(support, ours, state, left);
  }

  /** A journal that does not fit the definition parks the saga instead of guessing. */
  private static SagaState read(SagaDefinition<?, ?> saga, SagaHead head, List<SagaFact> journal) {
    try {
      return SagaState.fold(saga, head.key(), journal);
    } catch (IllegalArgumentException e) {
      SagaState empty = SagaState.begin(saga, head.key());
      return empty.with(SagaFact.parked(ParkedReason.unreadable(empty.who(), e)));
    }
  }
}
