/**
 * A transactional outbox on PostgreSQL, usable with or without sagas. {@link
 * io.backstitch.outbox.Outbox} appends messages in the caller's transaction; {@link OutboxRelay}
 * takes what was committed to a {@link io.backstitch.outbox.MessageBroker}, at least once and in
 * the order of each key; what the broker refuses waits in {@link DeadLetters} for a person. On the
 * other side, {@link io.backstitch.outbox.Inbox} lets a consumer handle each message once.
 */
@NullMarked
package io.backstitch.outbox;

import org.jspecify.annotations.NullMarked;
