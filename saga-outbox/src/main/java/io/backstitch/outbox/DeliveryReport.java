package io.backstitch.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one turn.
 *
 * @param confirmed those that the broker has
 * @param rejected those that it will never take
 * @param left those that stay where they are
 * @param outage why sending was broken off; null if the broker answered everything
 */
record DeliveryReport(
    List<StoredMessage> confirmed,
    List<RejectedMessage> rejected,
    List<StoredMessage> left,
    @Nullable Throwable outage) {}
