package io.backstitch.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One time that a message was refused, and what came of it. A message that is sent again in vain
 * dies again: it then has two of these.
 *
 * @param messageId the message
 * @param destination where it was to go
 * @param key its key
 * @param type its type
 * @param reason what the broker said
 * @param diedAt when it was refused, by the clock of the database
 * @param end what a person did then; empty while it is among the dead letters
 */
public record MessageDeath(
    UUID messageId,
    String destination,
    String key,
    String type,
    String reason,
    Instant diedAt,
    Optional<DeadLetterEnd> end) {}
