package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.servers.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the database says of a saga, from its journal alone, is what the engine makes of it: after
 * every fact of random histories on random graphs. Each moment is a saga of its own here, with the
 * journal up to then, so that all are asked for in one query.
 */
@Timeout(120)
class SagaReadinessTest {

  private static final long SEED = 5;
  private static final int GRAPHS = 200;

  /** So many histories are tried on each graph; those that show nothing new are not written. */
  private static final int LIVES = 50;

  @RegisterExtension static final Database db = Database.fresh();

  private static final Map<UUID, RandomHistory.Moment> MOMENTS = new HashMap<>();
  private static final Map<UUID, String> WHO = new HashMap<>();

  @BeforeAll
  static void live() throws SQLException {
    Random random = new Random(SEED);
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource());
    List<SagaDefinition<?, ?>> sagas = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int version = 1; version <= GRAPHS; version++) {
      SagaDefinition<?, ?> saga = RandomSaga.next("random", version, random);
      builder.register(saga);
      sagas.add(saga);
    }
    builder.build().close();
    try (Connection connection = db.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      for (SagaDefinition<?, ?> saga : sagas) {
        write(connection, saga, RandomHistory.of(saga, random));
        for (int life = 0; life < LIVES; life++) {
          List<RandomHistory.Moment> history = RandomHistory.of(saga, random);
          if (seen.addAll(RandomHistory.situations(history))) {
            write(connection, saga, history);
          }
        }
      }
      connection.commit();
    }
  }

  private static void write(
      Connection connection, SagaDefinition<?, ?> saga, List<RandomHistory.Moment> history)
      throws SQLException {
    UUID life = UUID.randomUUID();
    try (PreparedStatement head = connection.prepareStatement(HEAD);
        PreparedStatement journal = connection.prepareStatement(JOURNAL);
        PreparedStatement copy = connection.prepareStatement(COPY)) {
      for (int i = 0; i < history.size(); i++) {
        RandomHistory.Moment moment = history.get(i);
        addFact(journal, life, i + 1, moment);
        UUID id = UUID.randomUUID();
        addHead(head, id, saga, moment);
        copy.setObject(1, id);
        copy.setObject(2, life);
        copy.setInt(3, i + 1);
        copy.addBatch();
        MOMENTS.put(id, moment);
        WHO.put(
            id,
            "seed %d, %s, %s"
                .formatted(
                    SEED, saga, history.subList(0, i + 1).stream().map(m -> m.fact()).toList()));
      }
      head.executeBatch();
      journal.executeBatch();
      copy.executeBatch();
    }
  }

  private static final String HEAD =
      """
      insert into saga_instance (id, saga_type, saga_version, saga_key, status, input, epoch,
        last_seq, wake_at, parked_reason, created_at, updated_at, finished_at)
      select ?, 'random', ?, gen_random_uuid(), status, '"input"', 1, 1,
        case when status in ('RUNNING', 'COMPENSATING', 'WAITING') then now() end,
        case when status = 'PARKED' then 'why' end, now(), now(),
        case when status in ('COMPLETED', 'COMPENSATED') then now() end
      from (select ?::text as status) as s
      """;

  private static final String JOURNAL =
      """
      insert into saga_journal (saga_id, seq, at, kind, status, step, attempt, payload, steps,
        failure, message, wake_at, actor, reason, engine, epoch)
      values (?, ?, now(), ?, ?, ?, 1, ?::jsonb, ?, ?, ?, clock_timestamp() + ? * interval '1 second',
        ?, ?, gen_random_uuid(), 1)
      """;

  private static final String COPY =
      """
      insert into saga_journal (saga_id, seq, at, kind, status, step, attempt, payload, steps,
        failure, message, wake_at, actor, reason, engine, epoch)
      select ?, seq, at, kind, status, step, attempt, payload, steps, failure, message, wake_at,
        actor, reason, engine, epoch
      from saga_journal where saga_id = ? and seq <= ?
      """;

  private static void addHead(
      PreparedStatement sql, UUID id, SagaDefinition<?, ?> saga, RandomHistory.Moment moment)
      throws SQLException {
    sql.setObject(1, id);
    sql.setInt(2, saga.type().version());
    sql.setString(3, moment.plan().status().name());
    sql.addBatch();
  }

  private static final Set<FactKind> BY_OPERATORS =
      Arrays.stream(OperatorAction.Kind.values())
          .map(OperatorAction.Kind::fact)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(FactKind.class)));

  private static void addFact(
      PreparedStatement sql, UUID life, int seq, RandomHistory.Moment moment) throws SQLException {
    SagaFact fact = moment.fact();
    Duration retryIn = fact.retryIn();
    boolean byOperator = BY_OPERATORS.contains(fact.kind());
    sql.setObject(1, life);
    sql.setInt(2, seq);
    sql.setString(3, fact.kind().name());
    sql.setString(4, moment.plan().status().name());
    sql.setString(5, fact.step());
    sql.setString(6, fact.payload());
    sql.setArray(7, sql.getConnection().createArrayOf("text", fact.steps().toArray()));
    sql.setString(8, fact.failure() == null ? null : fact.failure().name());
    sql.setString(9, fact.message());
    sql.setObject(10, retryIn == null ? null : retryIn.toMillis() / 1000.0);
    sql.setString(11, byOperator ? "eve" : null);
    sql.setString(12, byOperator ? "to see" : null);
    sql.addBatch();
  }

  @Test
  void the_random_histories_hold_every_kind_of_fact_and_every_phase() {
    assertThat(MOMENTS.values().stream().map(moment -> moment.fact().kind()).distinct())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(FactKind.PICKED_UP)));
    assertThat(
            MOMENTS.values().stream()
                .flatMap(
                    moment ->
                        moment.state().saga().steps().stream()
                            .map(step -> moment.state().step(step.name()).phase()))
                .distinct())
        .containsExactlyInAnyOrder(StepProgress.Phase.values());
    assertThat(MOMENTS.values().stream().map(moment -> moment.plan().status()).distinct())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(SagaStatus.QUEUED)));
  }

  @Test
  void readiness_is_what_the_engine_computes_after_every_fact() throws SQLException {
    Map<UUID, Map<String, Map<String, @Nullable Object>>> answers = new HashMap<>();
    db.rows("select i.id, r.* from saga_instance as i, saga_readiness(i.id) as r")
        .forEach(
            row ->
                answers
                    .computeIfAbsent((UUID) row.get("id"), id -> new TreeMap<>())
                    .put((String) row.get("step"), row));

    assertThat(answers.keySet()).isEqualTo(MOMENTS.keySet());
    for (Map.Entry<UUID, RandomHistory.Moment> entry : MOMENTS.entrySet()) {
      Map<String, Map<String, @Nullable Object>> answer = answers.get(entry.getKey());
      SagaState state = entry.getValue().state();
      assertThat(answer).hasSameSizeAs(state.saga().steps());
      for (StepDefinition<?> step : state.saga().steps()) {
        assertThat(actual(answer.get(step.name())))
            .as(() -> WHO.get(entry.getKey()))
            .isEqualTo(expected(state, step));
      }
      assertThat(ready(answer))
          .as(() -> WHO.get(entry.getKey()))
          .isEqualTo(due(state, entry.getValue().plan()));
    }
  }

  /** What one row says, without the moment itself at which the next attempt is due. */
  private static List<@Nullable Object> actual(Map<String, @Nullable Object> row)
      throws SQLException {
    return Arrays.asList(
        row.get("phase"),
        row.get("direction"),
        List.of((Object[]) ((Array) row.get("blocked_by")).getArray()),
        row.get("failed_attempts"),
        row.get("failed_compensations"),
        row.get("next_attempt_at") != null);
  }

  private static List<@Nullable Object> expected(SagaState state, StepDefinition<?> step) {
    StepProgress progress = state.step(step.name());
    StepReadiness readiness = StepReadiness.of(state, step);
    return Arrays.asList(
        progress.phase().name(),
        readiness.direction() == null ? null : readiness.direction().name(),
        readiness.blockedBy(),
        progress.failedAttempts(),
        progress.failedUndos(),
        progress.notBefore() != null);
  }

  private static Set<StepTask> ready(Map<String, Map<String, @Nullable Object>> answer) {
    return answer.values().stream()
        .filter(row -> (Boolean) row.get("ready"))
        .map(
            row ->
                new StepTask(
                    (String) row.get("step"),
                    StepTask.Direction.valueOf((String) row.get("direction"))))
        .collect(Collectors.toSet());
  }

  /** What the engine would begin. */
  private static Set<StepTask> due(SagaState state, SagaPlan plan) {
    return plan.due().stream()
        .filter(task -> state.step(task.step()).waits().compareTo(Duration.ofMinutes(1)) <= 0)
        .collect(Collectors.toSet());
  }

  @Test
  void the_context_is_what_the_engine_knows_after_every_fact() throws SQLException {
    List<Map<String, @Nullable Object>> rows =
        db.rows(
            """
            select i.id, c ->> 'input' as input, c -> 'failure' ->> 'step' as step,
              c -> 'failure' ->> 'kind' as kind, c -> 'failure' ->> 'message' as message,
              jsonb_typeof(c -> 'failure') as failed,
              array(select key || value from jsonb_each(c -> 'results') order by key) as results,
              array(select jsonb_array_elements_text(c -> 'waits_for' -> 'steps')) as next
            from saga_instance as i, saga_context(i.id) as c
            """);
    assertThat(rows).hasSameSizeAs(MOMENTS.keySet());
    for (Map<String, @Nullable Object> row : rows) {
      SagaState state = MOMENTS.get((UUID) row.get("id")).state();
      assertThat(context(row)).as(() -> WHO.get((UUID) row.get("id"))).isEqualTo(context(state));
    }
  }

  private static List<@Nullable Object> context(Map<String, @Nullable Object> row)
      throws SQLException {
    return Arrays.asList(
        row.get("input"),
        row.get("failed"),
        row.get("step"),
        row.get("kind"),
        row.get("message"),
        List.of((Object[]) ((Array) row.get("results")).getArray()),
        List.of((Object[]) ((Array) row.get("next")).getArray()));
  }

  private static List<@Nullable Object> context(SagaState state) {
    SagaFailure failure = state.failure();
    List<String> results = new ArrayList<>();
    List<String> next = new ArrayList<>();
    for (StepDefinition<?> step : state.saga().steps()) {
      String result = state.step(step.name()).result();
      if (result != null) {
        results.add(step.name() + result);
      }
      if (StepReadiness.of(state, step).next()) {
        next.add(step.name());
      }
    }
    results.sort(null);
    return Arrays.asList(
        "input",
        failure == null ? "null" : "object",
        failure == null ? null : failure.step(),
        failure == null ? null : failure.kind().name(),
        failure == null ? null : failure.message(),
        results,
        next);
  }
}
