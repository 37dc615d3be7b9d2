package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Folds journals as the engine does, and compares what comes of it with the head rows. */
public final class FoldAudit {

  private static final int AT_A_TIME = 500;

  private static final String HEADS =
      """
      select id, saga_type, saga_key, status, last_seq, recoveries, result::text as result,
        parked_reason, finished_at is not null as finished,
        finished_at <> updated_at as finished_apart,
        updated_at is distinct from (
          select at from saga_journal where saga_id = id and seq = last_seq) as apart
      from saga_instance order by id
      """;

  /** Of sagas that changed of late: in one snapshot, head and last fact say the same. */
  private static final String TORN_NOW =
      """
      select i.saga_key, i.status, i.last_seq, j.seq, j.status as fact_status
      from saga_instance i left join lateral (
        select * from saga_journal where saga_id = i.id order by seq desc limit 1) j on true
      where i.updated_at > clock_timestamp() - interval '%d ms'
        and (j.seq is distinct from i.last_seq or j.status is distinct from i.status
          or j.at is distinct from i.updated_at)
      """;

  private FoldAudit() {}

  /**
   * Compares all sagas of a database of which no engine has one at the moment.
   *
   * @param definitions by the sagas' names
   * @return what differs, in words
   */
  public static List<String> differences(
      Database db, Map<String, ? extends SagaDefinition<?, ?>> definitions) throws SQLException {
    SchemaTables tables =
        SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), false);
    SagaReader reader = new SagaReader(tables);
    List<Map<String, Object>> heads = db.rows(HEADS);
    List<String> differences = new ArrayList<>();
    try (Connection connection = db.dataSource().getConnection()) {
      for (int i = 0; i < heads.size(); i += AT_A_TIME) {
        List<Map<String, Object>> some = heads.subList(i, Math.min(heads.size(), i + AT_A_TIME));
        List<UUID> ids = some.stream().map(head -> (UUID) head.get("id")).toList();
        Map<UUID, List<SagaFact>> journals = reader.journals(connection, ids);
        for (Map<String, Object> head : some) {
          SagaDefinition<?, ?> saga = definitions.get((String) head.get("saga_type"));
          compare(saga, head, journals.getOrDefault((UUID) head.get("id"), List.of()), differences);
        }
      }
    }
    return differences;
  }

  /**
   * Compares the heads of sagas that are under way with the ends of their journals.
   *
   * @param last only those that have changed within this time
   * @return what differs
   */
  public static List<String> torn(Database db, Duration last) throws SQLException {
    return db.rows(TORN_NOW.formatted(last.toMillis())).stream().map(Object::toString).toList();
  }

  private static void compare(
      SagaDefinition<?, ?> saga,
      Map<String, Object> head,
      List<SagaFact> journal,
      List<String> differences) {
    String key = (String) head.get("saga_key");
    SagaState state = SagaState.fold(saga, key, journal);
    SagaPlan plan = SagaPlan.of(state, Set.of());
    boolean completed = plan.status() == SagaStatus.COMPLETED;
    Object result =
        completed ? saga.resultStep().map(step -> state.step(step).result()).orElse(null) : null;
    List<Object> folded = new ArrayList<>();
    folded.add(plan.status().name());
    folded.add(journal.size());
    folded.add(recoveries(journal));
    folded.add(result);
    folded.add(plan.reason());
    folded.add(plan.status().isFinal());
    List<Object> stored = new ArrayList<>();
    for (String column :
        List.of("status", "last_seq", "recoveries", "result", "parked_reason", "finished")) {
      stored.add(head.get(column));
    }
    if (!Objects.equals(folded, stored)) {
      differences.add("%s: the journal says %s, the head %s".formatted(key, folded, stored));
    }
    if (Boolean.TRUE.equals(head.get("apart")) || Boolean.TRUE.equals(head.get("finished_apart"))) {
      differences.add(key + ": head and last fact are not of the same time");
    }
  }

  private static int recoveries(List<SagaFact> journal) {
    int recoveries = 0;
    for (SagaFact fact : journal) {
      if (fact.kind().isProgress()) {
        recoveries = 0;
      } else if (fact.kind() == FactKind.TAKEN_OVER) {
        recoveries++;
      }
    }
    return recoveries;
  }
}
