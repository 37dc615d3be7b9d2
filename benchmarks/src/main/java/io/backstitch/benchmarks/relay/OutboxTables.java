package io.backstitch.benchmarks.relay;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backstitch.outbox.Outbox;
import io.backstitch.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/** An outbox in a database of its own, and beside it the table of the loop written by hand. */
final class OutboxTables {

  static final String OUTBOX = "saga_outbox";
  static final String FLOOR = "floor_outbox";

  private static final String COLUMNS =
      "message_id, destination, key, type, headers, payload, created_at";

  private final String database;
  private final String url;
  private final DataSource dataSource;

  private OutboxTables(String database, String url, DataSource dataSource) {
    this.database = database;
    this.url = url;
    this.dataSource = dataSource;
  }

  /** The outbox is made by its own migrations. */
  static OutboxTables create(PostgresServer server, String database) throws SQLException {
    OutboxTables tables =
        new OutboxTables(database, server.createDatabase(database), server.dataSource(database));
    tables.keepSamples(Outbox.on(tables.dataSource));
    tables.execute(
        """
        create table floor_outbox (
          id bigint generated always as identity primary key,
          message_id uuid not null, destination text not null, key text not null, type text not null,
          headers text[] not null, payload bytea not null, created_at timestamptz not null)
        """);
    return tables;
  }

  /** One event of each key, appended as any is, so that each has its lane; and the payloads. */
  private void keepSamples(Outbox outbox) throws SQLException {
    try (Connection db = dataSource.getConnection()) {
      db.setAutoCommit(false);
      outbox.append(
          db, LongStream.range(0, SampleEvents.KEYS).mapToObj(SampleEvents::message).toList());
      db.commit();
    }
    execute(
        """
        create table sample as
          select row_number() over (order by id) - 1 as n, * from saga_outbox;
        create table sample_payload (n bigint, payload bytea);
        truncate saga_outbox
        """);
    try (Connection db = dataSource.getConnection();
        PreparedStatement sql = db.prepareStatement("insert into sample_payload values (?, ?)")) {
      for (long n = 0; n < SampleEvents.PAYLOADS; n++) {
        sql.setLong(1, SampleEvents.payloadNumber(n));
        sql.setBytes(2, SampleEvents.payload(n));
        sql.addBatch();
      }
      sql.executeBatch();
    }
    execute("vacuum (analyze) sample");
    execute("vacuum (analyze) sample_payload");
  }

  String url() {
    return url;
  }

  String database() {
    return database;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** A pool of its own, so that its sessions end with it. */
  HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  /** Empties both tables and begins a new cycle of checkpoints. */
  void clear() throws SQLException {
    execute("truncate saga_outbox, floor_outbox");
    execute("checkpoint");
  }

  /** Puts so many events in, in one transaction, behind those that are there. */
  void add(String table, long events) throws SQLException {
    String lane = table.equals(OUTBOX) ? "lane, " : "";
    execute(
        """
        insert into %1$s (%2$s%3$s)
        select %2$sgen_random_uuid(), destination, key, type, headers, p.payload, clock_timestamp()
        from generate_series(0, %4$d::bigint - 1) as i
          join sample as s on s.n = i %% %5$d
          join sample_payload as p on p.n = i * %6$d %% %7$d
        """
            .formatted(
                table,
                lane,
                COLUMNS,
                events,
                SampleEvents.KEYS,
                SampleEvents.STRIDE,
                SampleEvents.PAYLOADS));
  }

  /** As autovacuum would in the course of a longer life. */
  void vacuum(String table) throws SQLException {
    execute("vacuum (analyze) " + table);
  }

  /** Fails unless everything is gone, and nothing was put aside. */
  void requireEmpty() throws SQLException {
    for (String table : List.of(OUTBOX, FLOOR, "saga_outbox_dead", "saga_outbox_parked")) {
      require(table, 0);
    }
  }

  /** Fails unless so many are left. */
  void require(String table, long events) throws SQLException {
    long found = number("select count(*) from " + table);
    if (found != events) {
      throw new IllegalStateException(
          "%s should hold %,d events but holds %,d".formatted(table, events, found));
    }
  }

  long number(String query) throws SQLException {
    try (Connection db = dataSource.getConnection();
        Statement sql = db.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection db = dataSource.getConnection();
        Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }
}
