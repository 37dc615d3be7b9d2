package io.backstitch.runtime;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as it stood when it was read. Times are the database's.
 *
 * @param id the instance
 * @param type the saga's name
 * @param version the version of the graph that it began with
 * @param key the caller's key
 * @param status where it stands
 * @param parkedReason why it needs a person; null unless it is parked
 * @param createdAt when it was accepted
 * @param updatedAt when its last fact was recorded
 * @param finishedAt when it became final; null before
 * @param failingStep the step of which a failure was recorded last, its own or one of its
 *     compensation; null if there was none
 * @param wakeAt when it goes on, while no engine has it; null otherwise
 * @param engine the name of the engine that has it, or its id where that engine is gone; null while
 *     none has it
 */
public record SagaView(
    UUID id,
    String type,
    int version,
    String key,
    SagaStatus status,
    @Nullable String parkedReason,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant finishedAt,
    @Nullable String failingStep,
    @Nullable Instant wakeAt,
    @Nullable String engine) {}
