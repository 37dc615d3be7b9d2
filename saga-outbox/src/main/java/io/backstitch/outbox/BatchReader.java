package io.backstitch.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one batch. Each lane has the same share of it at first; what that leaves over goes to those
 * that have more. So a single long lane fills a batch, and many are read side by side.
 */
final class BatchReader {

  private final OutboxTable outbox;
  private final Connection connection;
  private final int limit;
  private final List<StoredMessage> messages = new ArrayList<>();
  private final Map<Short, Long> readUpTo = new HashMap<>();
  private int bytes;
  private boolean keysWait;

  BatchReader(OutboxTable outbox, Connection connection, int limit) {
    this.outbox = outbox;
    this.connection = connection;
    this.limit = limit;
  }

  /** Reads; whoever calls holds the lanes, since an earlier statement. */
  Batch read(List<HeldLane> held) throws SQLException {
    List<HeldLane> longer = readShares(held);
    if (!longer.isEmpty() && messages.size() < limit && bytes < OutboxTable.MAX_BATCH_BYTES) {
      readShares(longer);
    }
    return new Batch(messages, readUpTo, keysWait);
  }

  /** Reads a share of each lane and returns those that have more, as they go on. */
  private List<HeldLane> readShares(List<HeldLane> lanes) throws SQLException {
    int left = limit - messages.size();
    int share = (left + lanes.size() - 1) / lanes.size();
    OutboxTable.Page page =
        outbox.read(
            connection,
            lanes,
            share,
            new OutboxTable.Limits(left, OutboxTable.MAX_BATCH_BYTES - bytes));
    messages.addAll(page.messages());
    bytes += page.bytes();
    keysWait |= page.keysWait();
    Map<Short, Long> last = new HashMap<>();
    Map<Short, Integer> counts = new HashMap<>();
    for (StoredMessage message : page.messages()) {
      last.put(message.lane(), message.id());
      counts.merge(message.lane(), 1, Integer::sum);
    }
    List<HeldLane> longer = new ArrayList<>();
    for (HeldLane lane : lanes) {
      boolean whole = counts.getOrDefault(lane.lane(), 0) < share;
      boolean cutHere = page.isCutIn(lane.lane());
      Long end = last.get(lane.lane());
      if (whole && !cutHere) {
        readUpTo.put(lane.lane(), Batch.TO_ITS_END);
      } else if (end != null) {
        readUpTo.put(lane.lane(), end);
        longer.add(new HeldLane(lane.lane(), end + 1, lane.rewound()));
      }
      if (cutHere) {
        break; // Lanes after this one were not read.
      }
    }
    return longer;
  }
}
