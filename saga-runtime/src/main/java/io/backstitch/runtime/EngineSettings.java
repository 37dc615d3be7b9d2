package io.backstitch.runtime;

import java.time.Duration;
import java.util.UUID;

/**
 * What an engine was told.
 *
 * @param id of this engine, new in every process
 * @param name for people
 * @param lease how long after its last heartbeat the engine counts as dead
 * @param pollEvery how often it looks for sagas that are due
 * @param maxRecoveries how often a saga may be taken over without getting on before it is parked
 * @param closeWithin how long closing waits for steps that run
 */
record EngineSettings(
    UUID id,
    String name,
    Duration lease,
    Duration pollEvery,
    int maxRecoveries,
    Duration closeWithin) {

  Duration heartbeatEvery() {
    return lease.dividedBy(4);
  }
}
