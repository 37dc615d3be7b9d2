package io.backstitch.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one turn. Those that are not mentioned stay where they are.
 *
 * @param confirmed those that the broker has
 * @param rejected those that it will never take
 * @param outage why sending was broken off; null if the broker answered everything
 */
record DeliveryReport(
    List<StoredMessage> confirmed, List<RejectedMessage> rejected, @Nullable Throwable outage) {}
