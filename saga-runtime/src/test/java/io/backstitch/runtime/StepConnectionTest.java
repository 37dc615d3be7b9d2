package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;

/** The connection that a step gets does not hand out the one that could commit. */
@Timeout(60)
class StepConnectionTest {

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void unwraps_itself_where_a_connection_is_wanted() throws Exception {
    try (Connection real = db.dataSource().getConnection()) {
      StepConnection connection = new StepConnection(real, "pay");

      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection.unwrap(Wrapper.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(Connection.class)).isTrue();
    }
  }

  @Test
  void does_not_unwrap_to_a_type_that_could_commit() throws Exception {
    try (Connection real = db.dataSource().getConnection()) {
      StepConnection connection = new StepConnection(real, "pay");

      for (Class<?> type : new Class<?>[] {PgConnection.class, BaseConnection.class}) {
        assertThat(connection.isWrapperFor(type)).isFalse();
        assertThatThrownBy(() -> connection.unwrap(type))
            .isInstanceOf(SQLException.class)
            .hasMessageContainingAll("pay", type.getSimpleName(), "refused", "savepoint");
      }
    }
  }

  @Test
  void unwraps_to_what_the_driver_offers_beside_jdbc() throws Exception {
    try (Connection real = db.dataSource().getConnection()) {
      StepConnection connection = new StepConnection(real, "pay");

      assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
  }

  @Test
  void unwraps_nothing_after_the_step_has_ended() throws Exception {
    try (Connection real = db.dataSource().getConnection()) {
      StepConnection connection = new StepConnection(real, "pay");
      connection.end();

      assertThatThrownBy(() -> connection.unwrap(Connection.class))
          .isInstanceOf(SQLException.class)
          .hasMessageContainingAll("pay", "has ended");
    }
  }
}
