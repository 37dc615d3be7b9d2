package io.backstitch.outbox.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.Outbox;
import io.backstitch.servers.Database;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.RequestMoment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsTest {

  /** The number of the last file. */
  private static final int NEWEST = 4;

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void leaves_the_tables_of_the_user_alone() throws SQLException {
    db.execute("create schema lived_in; create table lived_in.orders (id int)");

    outbox("lived_in").apply();

    assertThat(db.number("select count(*) from lived_in.orders")).isZero();
    assertThat(db.number("select count(*) from lived_in.saga_outbox_lane")).isEqualTo(256);
    assertThat(db.number("select count(*) from lived_in.saga_outbox_history where version = '1'"))
        .isEqualTo(1);
  }

  @Test
  void uses_the_schema_that_is_current_and_can_be_applied_again() throws SQLException {
    db.execute("create schema \"My \"\"Schema\"\"\"");
    DataSource dataSource = withSearchPath("\"My \"\"Schema\"\"\"");

    Migrations first = Migrations.in(dataSource, null, "outbox");
    first.apply();
    Migrations.in(dataSource, null, "outbox").apply();

    assertThat(first.schema()).isEqualTo("My \"Schema\"");
    assertThat(db.number("select version from \"My \"\"Schema\"\"\".saga_outbox_schema"))
        .isEqualTo(NEWEST);
  }

  @Test
  void says_that_the_database_is_away_whichever_request_loses_its_connection() throws SQLException {
    outbox("cut").apply();
    try (PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared())) {
      PGSimpleDataSource dataSource = new PGSimpleDataSource();
      dataSource.setUrl(proxy.jdbcUrl(db));
      int nth = 0;
      Throwable thrown;
      do {
        nth++;
        proxy.at(RequestMoment.UNSENT, request -> true).nth(nth).cut();
        thrown = catchThrowable(() -> Migrations.in(dataSource, "cut", "outbox").check());
        if (thrown != null) {
          assertThat(thrown)
              .isInstanceOf(MigrationException.class)
              .hasMessageContaining("Check that PostgreSQL runs");
        }
      } while (thrown != null);
      assertThat(nth).isGreaterThan(3);
    }
  }

  @Test
  void many_processes_may_start_at_once_on_an_empty_database() throws Exception {
    int processes = 6;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(processes);
    List<Future<?>> starts = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      starts.add(
          threads.submit(
              () -> {
                go.await();
                Outbox.builder(db.dataSource()).schema("raced").build();
                return null;
              }));
    }
    go.countDown();
    for (Future<?> start : starts) {
      start.get();
    }
    threads.shutdown();

    assertThat(db.number("select count(*) from raced.saga_outbox_lane")).isEqualTo(256);
  }

  @Test
  void needs_no_more_than_one_connection_and_gives_it_back_as_it_was() throws Exception {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(db.url());
      pool.setMaximumPoolSize(1);
      pool.setConnectionTimeout(1_000);
      pool.setAutoCommit(false);

      Outbox.builder(pool).schema("narrow").build();

      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getSchema()).isEqualTo("public");
        assertThat(connection.getAutoCommit()).isFalse();
      }
    }
  }

  @Test
  void checks_instead_when_migrations_are_off() throws SQLException {
    db.execute("create schema mine");

    assertRefused("mine", "has no Backstitch outbox tables (version " + NEWEST + " is needed)");

    outbox("mine").apply();
    Outbox.builder(db.dataSource()).schema("mine").withoutMigrations().build();

    db.execute("create or replace view mine.saga_outbox_schema as select 0 as version");
    assertRefused("mine", "have version 0, which is too old", "Apply the files from V1 on");

    int newer = NEWEST + 1;
    db.execute("create or replace view mine.saga_outbox_schema as select " + newer + " as version");
    assertRefused("mine", "have version " + newer + ", which is too new");
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> outbox("mine").apply())
        .withMessageContaining("which is too new");
  }

  @Test
  void says_why_the_database_cannot_be_reached_and_keeps_the_password_to_itself() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/shop?user=me&password=s3cret");

    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> Outbox.on(nowhere))
        .withMessageContaining("127.0.0.1:1 refused")
        .withMessageContaining("Nothing was started.")
        .withMessageContaining("Check that PostgreSQL runs")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void says_why_a_migration_failed_and_leaves_nothing_behind() throws SQLException {
    db.execute("create schema taken; create table taken.saga_outbox_parked (id int)");

    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> outbox("taken").apply())
        .withMessageContaining("\"saga_outbox_parked\" already exists");
    assertThat(
            db.number(
                "select count(*) from pg_tables where schemaname = 'taken' and tablename = 'saga_outbox'"))
        .isZero();

    db.execute("drop table taken.saga_outbox_parked");
    outbox("taken").apply();
  }

  @Test
  void refuses_what_is_no_schema() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outbox(" "))
        .withMessageContaining("is not the name of a schema");
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> Migrations.in(withSearchPath("nowhere"), null, "outbox"))
        .withMessageContaining("No schema is current");
  }

  @Test
  void a_builder_builds_once() {
    Outbox.Builder builder = Outbox.builder(db.dataSource()).schema("once");
    builder.build();

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessageContaining("has built its outbox already");
  }

  private static void assertRefused(String schema, String... parts) {
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(
            () -> Outbox.builder(db.dataSource()).schema(schema).withoutMigrations().build())
        .withMessageContainingAll(parts)
        .withMessageContaining("Nothing was started.");
  }

  private static Migrations outbox(String schema) {
    return Migrations.in(db.dataSource(), schema, "outbox");
  }

  private static DataSource withSearchPath(String path) {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(db.url());
    dataSource.setCurrentSchema(path);
    return dataSource;
  }
}
