package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Folds the journals of all sagas that nobody runs: each says what the head says. */
final class FoldAudit {

  private FoldAudit() {}

  /** Checks all sagas of a database; they all have this definition. */
  static void check(Database db, SagaDefinition<?, ?> saga) throws SQLException {
    SagaReader reader =
        new SagaReader(SchemaTables.ready(Migrations.in(db.dataSource(), null, "runtime"), false));
    try (Connection connection = db.dataSource().getConnection()) {
      for (Map<String, Object> head : db.rows("select * from saga_instance")) {
        UUID id = (UUID) head.get("id");
        String key = (String) head.get("saga_key");
        List<SagaFact> journal = reader.journals(connection, List.of(id)).get(id);
        SagaState state = SagaState.fold(saga, key, journal);
        assertThat(SagaPlan.of(state, Set.of()).status().name())
            .as("the journal of saga '%s', folded", key)
            .isEqualTo(head.get("status"));
      }
    }
  }
}
