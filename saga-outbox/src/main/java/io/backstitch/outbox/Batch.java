package io.backstitch.outbox;

import java.util.List;
import java.util.Map;

/**
 * What one turn of a relay works on: the first messages of the lanes that it holds, in the order of
 * each lane.
 *
 * @param readUpTo the last id that was read in each lane that was read in part; the largest id that
 *     there can be where it was read to its end; those that were not read at all are missing
 * @param keysWait whether any key has a dead letter that its followers wait for
 */
record Batch(List<StoredMessage> messages, Map<Short, Long> readUpTo, boolean keysWait) {

  static final long TO_ITS_END = Long.MAX_VALUE;

  /** Whether something of these lanes was not read. */
  boolean isCut(int lanes) {
    return readUpTo.size() < lanes
        || readUpTo.values().stream().anyMatch(upTo -> upTo != TO_ITS_END);
  }
}
