package io.backstitch.outbox;

import java.time.Instant;

/**
 * A message that the broker refused.
 *
 * @param id its number, by which it is resent or discarded; the one it had in the outbox
 * @param message the whole message, with the id and key that it keeps when it is resent
 * @param reason what the broker said
 * @param diedAt when it was refused, by the clock of the database
 * @param holdsKey whether later messages of its destination and key wait for it
 */
public record DeadLetter(
    long id, OutboxMessage message, String reason, Instant diedAt, boolean holdsKey) {}
