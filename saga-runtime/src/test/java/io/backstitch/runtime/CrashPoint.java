package io.backstitch.runtime;

import io.backstitch.servers.RequestMoment;

/**
 * Where a process is killed: at one of the commits in which it writes what happens to its saga.
 *
 * @param boundary which of its own commits, 1 for the first
 * @param writes what that commit writes
 * @param moment before PostgreSQL gets it, or after it has done it and before the process hears of
 *     that
 */
record CrashPoint(int boundary, String writes, RequestMoment moment) {

  /** How many of its commits are durable then. */
  int durable() {
    return moment == RequestMoment.UNSENT ? boundary - 1 : boundary;
  }

  @Override
  public String toString() {
    return "%2d %-38s %s".formatted(boundary, writes, moment);
  }
}
