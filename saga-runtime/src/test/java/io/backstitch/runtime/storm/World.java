package io.backstitch.runtime.storm;

import io.backstitch.runtime.StepContext;
import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * What steps act upon: a remote service, whose every call is noted with what was durable of the
 * journal when it came, and the accounts of transactional steps. No cut meets the remote service;
 * when PostgreSQL is away, a call waits.
 */
final class World {

  private static final int ACCOUNTS = 8;

  private static final String TABLES =
      """
      create table call (id uuid primary key, place bigserial, saga_id uuid not null,
        call text not null, attempt integer not null, idempotency_key text not null,
        engine uuid not null, saw integer not null);
      create table remote (idempotency_key text primary key, saga_id uuid not null,
        step text not null, undone boolean not null);
      create table account (id integer primary key, balance bigint not null);
      create table ledger (place bigserial, saga_id uuid not null, call text not null,
        account integer not null, amount bigint not null);
      create table customer_order (key text primary key);
      insert into account select n, 0 from generate_series(0, %d) n;
      """
          .formatted(ACCOUNTS - 1);

  private static final String NOTE =
      """
      insert into call (id, saga_id, call, attempt, idempotency_key, engine, saw)
      select ?, ?, ?, ?, ?, ?, max(seq) from saga_journal where saga_id = ?
      on conflict (id) do nothing
      """;

  private static final String DO =
      """
      insert into remote values (?, ?, ?, false) on conflict (idempotency_key) do nothing
      """;

  /** Also what it never heard of: a call that comes later has no effect any more. */
  private static final String UNDO =
      """
      insert into remote values (?, ?, ?, true) on conflict (idempotency_key)
      do update set undone = true
      """;

  private static final String BOOK =
      "insert into ledger (saga_id, call, account, amount) values (?, ?, ?, ?)";
  private static final String CHANGE = "update account set balance = balance + ? where id = ?";

  /** What a call does at the remote service. */
  enum Effect {
    NONE,
    DONE,
    UNDONE
  }

  private final DataSource direct;
  private final CompletableFuture<UUID> engine;

  /**
   * The world as one engine sees it.
   *
   * @param engine its id in {@code saga_engine}; calls wait until it is known
   */
  World(DataSource direct, CompletableFuture<UUID> engine) {
    this.direct = direct;
    this.engine = engine;
  }

  static void create(Database db) throws SQLException {
    db.execute(TABLES);
  }

  /** Notes a call and lets it have its effect, once, however often the database goes away. */
  void call(String call, StepContext step, Effect effect)
      throws SQLException, InterruptedException {
    UUID id = UUID.randomUUID();
    while (true) {
      try (Connection db = direct.getConnection()) {
        db.setAutoCommit(false);
        note(db, id, call, step);
        act(db, step, effect);
        db.commit();
        return;
      } catch (SQLException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (!Outage.explains(e)) {
          throw e;
        }
      }
    }
  }

  private void note(Connection db, UUID id, String call, StepContext step) throws SQLException {
    try (PreparedStatement sql = db.prepareStatement(NOTE)) {
      sql.setObject(1, id);
      sql.setObject(2, step.sagaId());
      sql.setString(3, call);
      sql.setInt(4, step.attempt());
      sql.setString(5, step.idempotencyKey());
      sql.setObject(6, engine.join());
      sql.setObject(7, step.sagaId());
      sql.executeUpdate();
    }
  }

  private static void act(Connection db, StepContext step, Effect effect) throws SQLException {
    if (effect == Effect.NONE) {
      return;
    }
    try (PreparedStatement sql = db.prepareStatement(effect == Effect.DONE ? DO : UNDO)) {
      sql.setString(1, step.idempotencyKeyOf(step.step()));
      sql.setObject(2, step.sagaId());
      sql.setString(3, step.step());
      sql.executeUpdate();
    }
  }

  /** Moves money in the transaction of a step: the same sum for each step of a saga, and back. */
  void book(String call, StepContext step, int sign, Connection db) throws SQLException {
    int hash = Math.floorMod((step.sagaKey() + step.step()).hashCode(), 1_000_000);
    long amount = (long) sign * (hash + 1);
    int account = hash % ACCOUNTS;
    try (PreparedStatement sql = db.prepareStatement(BOOK)) {
      sql.setObject(1, step.sagaId());
      sql.setString(2, call);
      sql.setInt(3, account);
      sql.setLong(4, amount);
      sql.executeUpdate();
    }
    try (PreparedStatement sql = db.prepareStatement(CHANGE)) {
      sql.setLong(1, amount);
      sql.setInt(2, account);
      sql.executeUpdate();
    }
  }
}
