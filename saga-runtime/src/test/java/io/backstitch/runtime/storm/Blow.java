package io.backstitch.runtime.storm;

import io.backstitch.servers.RequestMoment;

/**
 * One thing that goes wrong.
 *
 * @param at when, in milliseconds since the storm began
 * @param victim which engine; none for PostgreSQL
 * @param spot at which moment of which request it strikes, where it waits for one
 * @param millis how long it lasts: the freeze, or until what was killed is started again
 */
record Blow(long at, Kind kind, int victim, Spot spot, long millis) {

  enum Kind {
    /** SIGKILL to an engine, wherever it is. */
    KILL,
    /** SIGKILL to an engine, right before, in the middle of or right after a write. */
    KILL_AT_WRITE,
    /** SIGSTOP for longer than the lease. */
    FREEZE,
    /** The same, right before, in the middle of or right after a write. */
    FREEZE_AT_WRITE,
    /** An engine is asked to end, as Kubernetes does. */
    TERMINATE,
    /** SIGKILL to all processes of PostgreSQL. */
    KILL_DATABASE,
    /** One connection of an engine is cut, before, in the middle of or after a write. */
    CUT_AT_WRITE,
    /** All connections of an engine are cut. */
    CUT_ALL
  }

  /** What an engine is about to write. */
  enum Write {
    JOURNAL,
    LEDGER
  }

  /**
   * A moment in the life of a request.
   *
   * @param nth which of those that come
   */
  record Spot(Write write, RequestMoment moment, int nth) {}
}
