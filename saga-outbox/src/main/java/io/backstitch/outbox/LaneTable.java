package io.backstitch.outbox;

import static io.backstitch.outbox.schema.tables.SagaOutbox.SAGA_OUTBOX;
import static io.backstitch.outbox.schema.tables.SagaOutboxLane.SAGA_OUTBOX_LANE;

import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

/** Who may relay a lane of a route: the transaction that holds its row. */
final class LaneTable {

  private final Route route;
  private final String lockFree;

  LaneTable(SchemaTables tables, Route route) {
    this.route = route;
    // Plain SQL: every turn begins with it, and it stops as soon as it has enough lanes. One lane
    // after the other, it looks at the front of the lane's index, and only then at the lock.
    lockFree =
        """
        select b.lane, l.low, l.rewound
        from unnest(?, ?, ?) as b (lane, low, rewound)
        cross join lateral (
          select id from %1$s
          where lane = b.lane and id >= (
            select case when l.rewound = b.rewound then b.low else 0 end
            from %2$s as l where l.route = ? and l.lane = b.lane)%3$s
          order by id limit 1
        ) as o
        left join lateral (
          select case when l.rewound = b.rewound then b.low else 0 end as low, l.rewound
          from %2$s as l where l.route = ? and l.lane = b.lane
          for update skip locked
        ) as l on true
        limit ?
        """
            .formatted(
                tables.nameOf(SAGA_OUTBOX),
                tables.nameOf(SAGA_OUTBOX_LANE),
                route.destinations().condition());
  }

  /**
   * Lanes that were taken.
   *
   * @param empty those that have no messages from their lower bound on
   * @param othersSeen whether others hold some that have messages too
   */
  record Taken(List<HeldLane> lanes, List<HeldLane> empty, boolean othersSeen) {}

  /**
   * Takes lanes that have messages and that nobody holds, until the transaction ends. Never waits.
   *
   * @param bounds in the order in which the lanes are tried
   * @param limit how many are tried, of those that have messages
   */
  Taken lockFree(Connection connection, LowerBounds.View bounds, int limit) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(lockFree)) {
      sql.setArray(1, connection.createArrayOf("int2", of(bounds, HeldLane::lane)));
      sql.setArray(2, connection.createArrayOf("int8", of(bounds, HeldLane::low)));
      sql.setArray(3, connection.createArrayOf("int8", of(bounds, HeldLane::rewound)));
      sql.setString(4, route.name());
      int next = route.destinations().set(sql, 5);
      sql.setString(next, route.name());
      sql.setInt(next + 1, limit);
      List<HeldLane> lanes = new ArrayList<>();
      Set<Short> found = new HashSet<>();
      try (ResultSet row = sql.executeQuery()) {
        while (row.next()) {
          found.add(row.getShort(1));
          long low = row.getLong(2);
          if (!row.wasNull()) {
            lanes.add(new HeldLane(row.getShort(1), low, row.getLong(3)));
          }
        }
      }
      // If it ended at the limit, there are lanes at which it did not look.
      List<HeldLane> empty =
          found.size() == limit
              ? List.of()
              : bounds.lanes().stream().filter(lane -> !found.contains(lane.lane())).toList();
      return new Taken(lanes, empty, found.size() > lanes.size());
    }
  }

  private static Object[] of(LowerBounds.View bounds, Function<HeldLane, Object> part) {
    return bounds.lanes().stream().map(part).toArray();
  }

  /**
   * Makes sure that routes have their lanes.
   *
   * @throws MigrationException if the database does not let it
   */
  static void create(DataSource dataSource, SchemaTables tables, Set<String> routes) {
    if (routes.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement sql =
            connection.prepareStatement(
                """
                insert into %s (route, lane)
                select route, lane from unnest(?) as r (route), generate_series(0, ?) as l (lane)
                on conflict do nothing
                """
                    .formatted(tables.nameOf(SAGA_OUTBOX_LANE)))) {
      connection.setAutoCommit(true);
      sql.setArray(1, connection.createArrayOf("text", routes.toArray()));
      sql.setInt(2, Lane.COUNT - 1);
      sql.executeUpdate();
    } catch (SQLException e) {
      throw new MigrationException(
          "The lanes of the routes %s could not be written into saga_outbox_lane: %s. No relay was built. Let the relay's user insert there, or insert them for it."
              .formatted(routes, e.getMessage()),
          e);
    }
  }
}
