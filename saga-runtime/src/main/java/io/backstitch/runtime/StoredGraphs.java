package io.backstitch.runtime;

import static io.backstitch.runtime.schema.tables.SagaGraph.SAGA_GRAPH;
import static io.backstitch.runtime.schema.tables.SagaUnfinished.SAGA_UNFINISHED;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaGraph;
import io.backstitch.definition.StepDefinition;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The graphs in the database, so that its views can say what a saga waits for. Nothing that an
 * engine does depends on them. Each engine writes those that it knows when it is built; if two
 * differ, the last one stays.
 */
final class StoredGraphs {

  private static final Logger log = LoggerFactory.getLogger(StoredGraphs.class);

  /** One row of {@code saga_step}, but for the place, which is that in the list. */
  record Node(
      String step,
      String kind,
      boolean pivot,
      List<String> predecessors,
      List<String> descendants,
      boolean compensated,
      boolean undoesUnknown,
      List<String> compensationAfter,
      @Nullable String noCompensation) {}

  private static final String WRITE =
      """
      with known as (
        select * from unnest(?::text[], ?::integer[], ?::text[]) as k(saga_type, saga_version, graph)),
      written as (
        insert into {saga_graph} as g (saga_type, saga_version, graph)
        select saga_type, saga_version, graph::jsonb from known as k
        -- only what is new: a graph that is there already costs no lock
        where not exists (select from {saga_graph} as old where old.saga_type = k.saga_type
          and old.saga_version = k.saga_version and old.graph = k.graph::jsonb)
        -- two engines that start at once must not wait for each other
        order by saga_type, saga_version
        on conflict (saga_type, saga_version) do update
          set graph = excluded.graph, written_at = excluded.written_at
        returning g.saga_type, g.saga_version)
      select w.saga_type, w.saga_version from written as w
      where exists (select from {saga_graph} as old
          where (old.saga_type, old.saga_version) = (w.saga_type, w.saga_version))
        and exists (select from {saga_unfinished} as u
          where (u.saga_type, u.saga_version) = (w.saga_type, w.saga_version))
      """;

  private final String write;
  private final SagaCatalog catalog;
  private final JsonMapper mapper = JsonMapper.builder().build();

  StoredGraphs(SchemaTables tables, SagaCatalog catalog) {
    this.catalog = catalog;
    this.write =
        WRITE
            .replace("{saga_graph}", tables.nameOf(SAGA_GRAPH))
            .replace("{saga_unfinished}", tables.nameOf(SAGA_UNFINISHED));
  }

  /** Writes what this engine knows, where that is not what is there. */
  void write(Transactions transactions) throws SQLException {
    List<TypeVersion> names =
        catalog.names().stream()
            .sorted(Comparator.comparing(TypeVersion::type).thenComparingInt(TypeVersion::version))
            .toList();
    if (!names.isEmpty()) {
      transactions
          .with(Transactions.Mode.SINGLE, db -> write(db, names))
          .forEach(StoredGraphs::warn);
    }
  }

  /** Says which graphs were replaced while sagas of them were unfinished. */
  private List<TypeVersion> write(Connection db, List<TypeVersion> names) throws SQLException {
    List<TypeVersion> replaced = new ArrayList<>();
    try (PreparedStatement sql = db.prepareStatement(write)) {
      sql.setArray(1, db.createArrayOf("text", texts(names.stream().map(TypeVersion::type))));
      sql.setArray(
          2, db.createArrayOf("integer", names.stream().map(TypeVersion::version).toArray()));
      sql.setArray(
          3, db.createArrayOf("text", texts(names.stream().map(catalog::get).map(this::json))));
      try (ResultSet changed = sql.executeQuery()) {
        while (changed.next()) {
          replaced.add(new TypeVersion(changed.getString(1), changed.getInt(2)));
        }
      }
    }
    return replaced;
  }

  private static Object[] texts(Stream<String> texts) {
    return texts.toArray();
  }

  private static void warn(TypeVersion name) {
    log.warn(
        "Saga {} is registered here with another graph than the one that was registered before, and some of its sagas are not finished. They go on by the graph that is registered where they run; one whose journal does not fit it is parked, and the views of the database show this engine's graph. Give a changed graph a new version, and register both.",
        name);
  }

  String json(SagaDefinition<?, ?> saga) {
    return mapper.writeValueAsString(saga.steps().stream().map(step -> node(saga, step)).toList());
  }

  private static Node node(SagaDefinition<?, ?> saga, StepDefinition<?> step) {
    CompensationDefinition undo = step.compensation();
    SagaGraph graph = saga.graph();
    return new Node(
        step.name(),
        step.kind().name(),
        saga.pivot().filter(step.name()::equals).isPresent(),
        sorted(graph.predecessors(step.name())),
        sorted(graph.descendants(step.name())),
        undo != null,
        undo != null && undo.canUndoUnknownOutcome(),
        sorted(undo == null ? Set.of() : undo.after()),
        step.noCompensation());
  }

  /** Sets have another order in each process, but the graph is the same. */
  private static List<String> sorted(Set<String> steps) {
    return steps.stream().sorted().toList();
  }
}
