package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Booking;
import io.backstitch.runtime.storm.SagaTrace.Call;
import io.backstitch.runtime.storm.SagaTrace.Fact;
import io.backstitch.runtime.storm.SagaTrace.Remote;
import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Reads what sagas left behind, some at a time: a long storm leaves more than fits into memory. */
final class Traces {

  private static final int AT_A_TIME = 500;
  private static final int ENOUGH = 20;

  private final Database db;

  Traces(Database db) {
    this.db = db;
  }

  /** What a rule finds wrong with any of the sagas; no more than enough to see what it is. */
  List<String> violations(Function<SagaTrace, List<String>> rule) throws SQLException {
    List<String> found = new ArrayList<>();
    List<Map<String, Object>> keys = db.rows("select saga_key from saga_instance order by 1");
    for (int i = 0; i < keys.size() && found.size() < ENOUGH; i += AT_A_TIME) {
      String first = (String) keys.get(i).get("saga_key");
      String last = (String) keys.get(Math.min(keys.size(), i + AT_A_TIME) - 1).get("saga_key");
      some(first, last).forEach(saga -> found.addAll(rule.apply(saga)));
    }
    return found.subList(0, Math.min(found.size(), ENOUGH));
  }

  private List<SagaTrace> some(String first, String last) throws SQLException {
    String which = "i.saga_key between '%s' and '%s'".formatted(first, last);
    String join = " join saga_instance i on i.id = x.saga_id where " + which;
    Map<UUID, List<Fact>> facts =
        lists(
            "select x.*, array_to_string(x.steps, ',') as under_way from saga_journal x"
                + join
                + " order by x.seq",
            Traces::fact);
    Map<UUID, List<Call>> calls =
        lists("select x.* from call x" + join + " order by x.place", Traces::call);
    Map<UUID, List<Booking>> ledger =
        lists(
            "select x.* from ledger x" + join,
            row -> new Booking((String) row.get("call"), (Long) row.get("amount")));
    Map<UUID, List<Remote>> remote =
        lists(
            "select x.* from remote x" + join,
            row -> new Remote((String) row.get("step"), (Boolean) row.get("undone")));
    Map<UUID, List<String>> events =
        lists(
            "select i.id as saga_id, convert_from(o.payload, 'UTF8')::jsonb ->> 'call' as call"
                + " from saga_outbox o join saga_instance i on i.saga_key = o.key where "
                + which
                + " order by o.id",
            row -> (String) row.get("call"));
    List<SagaTrace> sagas = new ArrayList<>();
    for (Map<String, Object> head :
        db.rows("select *, input #>> '{}' as script from saga_instance i where " + which)) {
      UUID id = (UUID) head.get("id");
      sagas.add(
          new SagaTrace(
              id,
              (String) head.get("saga_key"),
              Shapes.BY_NAME.get((String) head.get("saga_type")),
              new Script((String) head.get("script")),
              (String) head.get("status"),
              facts.getOrDefault(id, List.of()),
              calls.getOrDefault(id, List.of()),
              ledger.getOrDefault(id, List.of()),
              remote.getOrDefault(id, List.of()),
              events.getOrDefault(id, List.of())));
    }
    return sagas;
  }

  private <T> Map<UUID, List<T>> lists(String query, Function<Map<String, Object>, T> read)
      throws SQLException {
    Map<UUID, List<T>> lists = new HashMap<>();
    for (Map<String, Object> row : db.rows(query)) {
      lists
          .computeIfAbsent((UUID) row.get("saga_id"), id -> new ArrayList<>())
          .add(read.apply(row));
    }
    return lists;
  }

  private static Fact fact(Map<String, Object> row) {
    String underWay = (String) row.get("under_way");
    Integer attempt = (Integer) row.get("attempt");
    return new Fact(
        (Integer) row.get("seq"),
        (Timestamp) row.get("at"),
        (String) row.get("kind"),
        (String) row.get("status"),
        (String) row.get("step"),
        attempt == null ? 0 : attempt,
        (String) row.get("failure"),
        underWay == null ? List.of() : List.of(underWay.split(",")),
        (UUID) row.get("engine"),
        (Integer) row.get("epoch"));
  }

  private static Call call(Map<String, Object> row) {
    return new Call(
        (String) row.get("call"),
        (Integer) row.get("attempt"),
        (String) row.get("idempotency_key"),
        (UUID) row.get("engine"),
        (Integer) row.get("saw"));
  }
}
