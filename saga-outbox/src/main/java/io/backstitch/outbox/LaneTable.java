package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;
import static io.backstitch.outbox.schema.tables.SagaOutboxLane.SAGA_OUTBOX_LANE;

import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Who may relay a lane: the transaction that holds its row. */
final class LaneTable {

  private final String lockFree;

  LaneTable(SchemaTables tables) {
    // Plain SQL: every turn begins with it, and only a subquery that cannot be turned into a join
    // is
    // sure to look at the front of each lane's index instead of reading the whole outbox.
    lockFree =
        """
        select lane
        from %s as l
        where lane >= ? and lane < ?
          and (select o.id from %s as o where o.lane = l.lane order by o.id limit 1) is not null
        order by lane
        limit ?
        for update skip locked
        """
            .formatted(tables.nameOf(SAGA_OUTBOX_LANE), tables.nameOf(SAGA_OUTBOX));
  }

  /**
   * Takes lanes that have messages and that nobody holds, until the transaction ends. Never waits.
   *
   * @param start the lane to begin with; after the last lane comes the first
   */
  List<Short> lockFree(Connection connection, int start, int limit) throws SQLException {
    List<Short> lanes = new ArrayList<>();
    try (PreparedStatement sql = connection.prepareStatement(lockFree)) {
      lockBetween(sql, start, Lane.COUNT, limit, lanes);
      if (start > 0 && lanes.size() < limit) {
        lockBetween(sql, 0, start, limit, lanes);
      }
    }
    return lanes;
  }

  /** Takes lanes, and waits for whoever holds them; in the order of lanes, so nobody deadlocks. */
  static void lockAll(DSLContext transaction, List<Short> lanes) {
    transaction
        .select(SAGA_OUTBOX_LANE.LANE)
        .from(SAGA_OUTBOX_LANE)
        .where(SAGA_OUTBOX_LANE.LANE.in(lanes))
        .orderBy(SAGA_OUTBOX_LANE.LANE)
        .forUpdate()
        .fetch();
  }

  private static void lockBetween(
      PreparedStatement sql, int from, int to, int limit, List<Short> lanes) throws SQLException {
    sql.setInt(1, from);
    sql.setInt(2, to);
    sql.setInt(3, limit - lanes.size());
    try (ResultSet row = sql.executeQuery()) {
      while (row.next()) {
        lanes.add(row.getShort(1));
      }
    }
  }
}
