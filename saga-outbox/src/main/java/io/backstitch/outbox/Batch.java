package io.backstitch.outbox;

import java.util.List;

/**
 * What one turn of a relay works on: the first messages of the lanes that it holds, in the order of
 * each lane.
 *
 * @param more whether the batch ended at a limit, so that there may be more in its lanes
 */
record Batch(List<StoredMessage> messages, boolean more) {}
