package io.backstitch.outbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one turn of a relay works on: the first messages of the lanes that it holds, in the order of
 * each lane.
 *
 * @param more whether the batch ended at a limit, so that there may be more in its lanes
 */
record Batch(List<StoredMessage> messages, boolean more) {

  /**
   * Up to which id each lane was read. The last of a batch that ended at a limit was read in part,
   * and those after it were not read at all.
   *
   * @param lanes in the order in which they were read
   */
  Map<Short, Long> readUpTo(List<Short> lanes) {
    Map<Short, Long> upTo = new HashMap<>();
    for (short lane : lanes) {
      if (isCutIn(lane)) {
        upTo.put(lane, last().id());
        return upTo;
      }
      upTo.put(lane, Long.MAX_VALUE);
    }
    return upTo;
  }

  private boolean isCutIn(short lane) {
    return more && !messages.isEmpty() && last().lane() == lane;
  }

  private StoredMessage last() {
    return messages.get(messages.size() - 1);
  }
}
