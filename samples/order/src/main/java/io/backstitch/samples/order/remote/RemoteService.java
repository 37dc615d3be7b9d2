package io.backstitch.samples.order.remote;

import io.backstitch.runtime.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The durable memory of a remote service: which keys it was called with, and what it did. The first
 * request with a key takes effect, all later ones get the answer of the first.
 */
final class RemoteService {

  private final String name;
  private final DataSource memory;

  RemoteService(String name, DataSource memory) {
    this.name = name;
    this.memory = memory;
  }

  /** A request for something: what kind of thing, for which order, how much of it. */
  record Wish(String kind, String orderId, long amount) {}

  /** A request that was remembered, with the answer it had so far. */
  private record Request(int calls, @Nullable String answer, boolean revoked) {}

  String request(String key, Wish wish, Fate fate) {
    try (Connection db = memory.getConnection()) {
      db.setAutoCommit(false);
      Request request = remember(db, key, false);
      String answer = request.answer();
      boolean willing = fate != Fate.REFUSES && !request.revoked();
      if (answer == null && willing && fate.arrives(request.calls())) {
        answer = act(db, key, wish);
      }
      db.commit();
      if (!fate.answers(request.calls())) {
        throw StepFailure.transientFailure(name + " did not answer");
      }
      if (answer == null) {
        throw StepFailure.permanent(name + " refused the " + wish.kind());
      }
      return answer;
    } catch (SQLException e) {
      throw StepFailure.transientFailure(name + " is out of order").causedBy(e);
    }
  }

  /** Undoes what the request with this key did, or keeps it from ever taking effect. */
  void revoke(String key, String requestKey, String kind) {
    try (Connection db = memory.getConnection()) {
      db.setAutoCommit(false);
      if (remember(db, key, false).answer() == null) {
        Request revoked = remember(db, requestKey, true);
        if (revoked.answer() != null) {
          actInReverse(db, key, kind, requestKey);
        }
        answer(db, key, "revoked");
      }
      db.commit();
    } catch (SQLException e) {
      throw StepFailure.transientFailure(name + " is out of order").causedBy(e);
    }
  }

  /** The key of the request that had this answer. */
  String keyOf(String answer) {
    try (Connection db = memory.getConnection();
        PreparedStatement sql = db.prepareStatement("select key from request where answer = ?")) {
      sql.setString(1, answer);
      try (ResultSet row = sql.executeQuery()) {
        if (row.next()) {
          return row.getString(1);
        }
        throw StepFailure.permanent(name + " does not know " + answer);
      }
    } catch (SQLException e) {
      throw StepFailure.transientFailure(name + " is out of order").causedBy(e);
    }
  }

  /** Counts the call and locks the request until the transaction ends. */
  private static Request remember(Connection db, String key, boolean revoke) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "insert into request (key, calls, revoked) values (?, ?, ?) on conflict (key) do update"
                + " set calls = request.calls + excluded.calls,"
                + " revoked = request.revoked or excluded.revoked"
                + " returning calls, answer, revoked")) {
      sql.setString(1, key);
      sql.setInt(2, revoke ? 0 : 1);
      sql.setBoolean(3, revoke);
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        return new Request(row.getInt(1), row.getString(2), row.getBoolean(3));
      }
    }
  }

  private static String act(Connection db, String key, Wish wish) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "insert into effect (key, kind, order_id, amount) values (?, ?, ?, ?) returning id")) {
      sql.setString(1, key);
      sql.setString(2, wish.kind());
      sql.setString(3, wish.orderId());
      sql.setLong(4, wish.amount());
      try (ResultSet row = sql.executeQuery()) {
        row.next();
        String answer = wish.kind() + "-" + row.getLong(1);
        answer(db, key, answer);
        return answer;
      }
    }
  }

  private static void actInReverse(Connection db, String key, String kind, String requestKey)
      throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement(
            "insert into effect (key, kind, order_id, amount)"
                + " select ?, ?, order_id, -amount from effect where key = ?")) {
      sql.setString(1, key);
      sql.setString(2, kind);
      sql.setString(3, requestKey);
      sql.executeUpdate();
    }
  }

  private static void answer(Connection db, String key, String answer) throws SQLException {
    try (PreparedStatement sql =
        db.prepareStatement("update request set answer = ? where key = ?")) {
      sql.setString(1, answer);
      sql.setString(2, key);
      sql.executeUpdate();
    }
  }
}
