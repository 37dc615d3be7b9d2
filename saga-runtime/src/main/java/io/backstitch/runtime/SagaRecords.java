package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be read of sagas, whichever engine runs them: lists, the history of one, and
 * where it stood at any moment. Reads from the tables with each call, changes nothing, and holds
 * nobody up. All methods may be called from many threads at once.
 *
 * <pre>{@code
 * SagaPage parked = engine.records().list(SagaFilter.status(SagaStatus.PARKED), null, 100);
 * }</pre>
 */
public final class SagaRecords {

  private static final int LARGEST_PAGE = 10_000;

  private final Transactions transactions;
  private final SagaCatalog catalog;
  private final SagaReader reader;
  private final JournalReader journals;

  SagaRecords(
      Transactions transactions, SagaCatalog catalog, SagaReader reader, JournalReader journals) {
    this.transactions = transactions;
    this.catalog = catalog;
    this.reader = reader;
    this.journals = journals;
  }

  /**
   * Looks one saga up.
   *
   * @param id the instance
   * @return the saga as it stands now, or empty if there is none, or no longer
   * @throws SagaStorageException if the database does not answer
   */
  public Optional<SagaView> find(UUID id) {
    return read("Saga " + id, db -> reader.find(db, id));
  }

  /**
   * Lists sagas, the newest first, page by page. A saga that is there from the first page to the
   * last is seen once; those that start meanwhile are not seen.
   *
   * @param filter which sagas
   * @param after {@link SagaPage#next()} of the page before, or null for the first page
   * @param limit how many at most, 1 to 10,000
   * @return the page
   * @throws IllegalArgumentException if the limit cannot be
   * @throws SagaStorageException if the database does not answer
   */
  public SagaPage list(SagaFilter filter, @Nullable UUID after, int limit) {
    requireLimit(limit);
    List<SagaView> sagas = read("The sagas", db -> reader.page(db, filter, after, limit));
    return new SagaPage(sagas, sagas.size() < limit ? null : sagas.get(limit - 1).id());
  }

  /**
   * All that was recorded of a saga.
   *
   * @param id the instance
   * @return the entries in order; empty if there is no such saga
   * @throws IllegalStateException if a newer version of the library has written one of them
   * @throws SagaStorageException if the database does not answer
   */
  public List<JournalEntry> history(UUID id) {
    return entries(id, 0, Integer.MAX_VALUE);
  }

  /**
   * A part of what was recorded of a saga.
   *
   * @param id the instance
   * @param after {@link JournalEntry#seq()} of the last entry before; 0 for the beginning
   * @param limit how many at most, 1 to 10,000
   * @return the entries in order
   * @throws IllegalArgumentException if the limit cannot be
   * @throws IllegalStateException if a newer version of the library has written one of them
   * @throws SagaStorageException if the database does not answer
   */
  public List<JournalEntry> history(UUID id, int after, int limit) {
    requireLimit(limit);
    return entries(id, after, limit);
  }

  /**
   * Where a saga stood at a moment, by the database's clock.
   *
   * @param id the instance
   * @param moment the moment; one that has not come yet means now
   * @return the saga as it stood, or empty if it was not there yet
   * @throws IllegalStateException if the version of the saga's definition is not registered with
   *     this engine, or its journal does not fit it
   * @throws SagaStorageException if the database does not answer
   */
  public Optional<SagaSnapshot> stateAt(UUID id, Instant moment) {
    return find(id).flatMap(saga -> snapshot(saga, upTo(moment, history(id)), moment));
  }

  /**
   * What happened to a saga between two moments, by the database's clock.
   *
   * @param id the instance
   * @param from the first moment
   * @param to the second
   * @return the difference, or empty if the saga was not there yet at the second moment
   * @throws IllegalArgumentException if the second moment is before the first
   * @throws IllegalStateException if the version of the saga's definition is not registered with
   *     this engine, or its journal does not fit it
   * @throws SagaStorageException if the database does not answer
   */
  public Optional<SagaDifference> difference(UUID id, Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "Saga %s: its difference was asked for from %s to %s, which is before. Nothing was read. Give the earlier moment first."
              .formatted(id, from, to));
    }
    return find(id).flatMap(saga -> difference(saga, history(id), from, to));
  }

  private Optional<SagaDifference> difference(
      SagaView saga, List<JournalEntry> journal, Instant from, Instant to) {
    List<JournalEntry> early = upTo(from, journal);
    List<JournalEntry> all = upTo(to, journal);
    Optional<SagaSnapshot> before = snapshot(saga, early, from);
    return snapshot(saga, all, to)
        .map(
            after ->
                new SagaDifference(
                    before.map(SagaSnapshot::status).orElse(null),
                    after.status(),
                    changes(before, after),
                    all.subList(early.size(), all.size())));
  }

  private static List<SagaDifference.StepChange> changes(
      Optional<SagaSnapshot> before, SagaSnapshot after) {
    List<SagaDifference.StepChange> changes = new ArrayList<>();
    for (StepSnapshot step : after.steps()) {
      StepPhase was =
          before.map(earlier -> earlier.step(step.name()).phase()).orElse(StepPhase.PENDING);
      if (was != step.phase()) {
        changes.add(new SagaDifference.StepChange(step.name(), was, step.phase()));
      }
    }
    return changes;
  }

  private Optional<SagaSnapshot> snapshot(
      SagaView saga, List<JournalEntry> journal, Instant moment) {
    if (journal.isEmpty()) {
      return Optional.empty();
    }
    SagaDefinition<?, ?> definition =
        catalog
            .find(new TypeVersion(saga.type(), saga.version()))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Saga %s '%s' cannot be shown at a moment: this engine has no definition of version %d; it has %s. Nothing was changed. Register it with SagaEngine.builder(...).register(...), or read history(...), which needs none."
                            .formatted(saga.type(), saga.key(), saga.version(), catalog.names())));
    try {
      return Optional.of(new PastState(saga, definition, journal).at(moment));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "Saga %s '%s' cannot be shown at a moment: its journal does not fit the definition of version %d that is registered (%s). Nothing was changed. Register the definition with which it began, or read history(...), which needs none."
              .formatted(saga.type(), saga.key(), saga.version(), e.getMessage()),
          e);
    }
  }

  /** What was recorded by then. A clock that was set back leaves nothing out in the middle. */
  private static List<JournalEntry> upTo(Instant moment, List<JournalEntry> journal) {
    int count = 0;
    while (count < journal.size() && !journal.get(count).at().isAfter(moment)) {
      count++;
    }
    return journal.subList(0, count);
  }

  private List<JournalEntry> entries(UUID id, int after, int most) {
    return read("Saga " + id, db -> journals.entries(db, id, after, most));
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "A page of %d was asked for, but limit must be 1 to %d. Nothing was read. Ask for more pages instead."
              .formatted(limit, LARGEST_PAGE));
    }
  }

  private <T> T read(String what, Transactions.Work<T> query) {
    try {
      return transactions.with(Transactions.Mode.SINGLE, query);
    } catch (SQLException e) {
      throw new SagaStorageException(
          "%s could not be read: %s. Nothing has changed. Ask again."
              .formatted(what, e.getMessage()),
          e);
    }
  }
}
