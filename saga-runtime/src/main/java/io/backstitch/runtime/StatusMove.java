package io.backstitch.runtime;

import static io.backstitch.runtime.SagaStatus.COMPENSATED;
import static io.backstitch.runtime.SagaStatus.COMPENSATING;
import static io.backstitch.runtime.SagaStatus.COMPLETED;
import static io.backstitch.runtime.SagaStatus.PARKED;
import static io.backstitch.runtime.SagaStatus.PAUSED;
import static io.backstitch.runtime.SagaStatus.QUEUED;
import static io.backstitch.runtime.SagaStatus.RUNNING;
import static io.backstitch.runtime.SagaStatus.WAITING;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one fact may do to the status of a saga. {@link #ALL} is the one table of allowed moves: the
 * engine asks it, {@code docs/statuses.md} is its picture, and the constraint {@code allowed_move}
 * of {@code saga_journal} repeats it. Tests compare the three, and take every move.
 *
 * @param from the status before the fact
 * @param to the status after it
 * @param because what brings it about, for people
 */
record StatusMove(SagaStatus from, SagaStatus to, String because) {

  static final List<StatusMove> ALL =
      List.of(
          new StatusMove(QUEUED, RUNNING, "an engine has room"),
          new StatusMove(QUEUED, PAUSED, "pause"),
          new StatusMove(QUEUED, COMPENSATED, "cancel, nothing was done"),
          new StatusMove(RUNNING, RUNNING, "a step succeeds, or is tried again soon"),
          new StatusMove(RUNNING, WAITING, "a step is tried again later"),
          new StatusMove(RUNNING, COMPENSATING, "a step fails for good, the time is over, cancel"),
          new StatusMove(RUNNING, COMPLETED, "the last step succeeds"),
          new StatusMove(RUNNING, COMPENSATED, "it fails with nothing to undo"),
          new StatusMove(RUNNING, PARKED, "it can neither go on nor be undone"),
          new StatusMove(RUNNING, PAUSED, "pause"),
          new StatusMove(WAITING, RUNNING, "the time has come, or retry"),
          new StatusMove(WAITING, COMPENSATING, "the time has come, retry, or cancel"),
          new StatusMove(WAITING, WAITING, "complete or skip, another step still waits"),
          new StatusMove(WAITING, COMPLETED, "complete or skip, the last step"),
          new StatusMove(WAITING, COMPENSATED, "cancel, nothing was done"),
          new StatusMove(WAITING, PARKED, "resolve, another step needs a person"),
          new StatusMove(WAITING, PAUSED, "pause"),
          new StatusMove(COMPENSATING, COMPENSATING, "a compensation succeeds, or is tried again"),
          new StatusMove(COMPENSATING, WAITING, "a compensation is tried again later"),
          new StatusMove(COMPENSATING, COMPENSATED, "the last compensation succeeds"),
          new StatusMove(COMPENSATING, PARKED, "a compensation gives up"),
          new StatusMove(COMPENSATING, PAUSED, "pause"),
          new StatusMove(PAUSED, RUNNING, "resume"),
          new StatusMove(PAUSED, COMPENSATING, "resume, or cancel"),
          new StatusMove(PAUSED, WAITING, "resume, a step is tried again later"),
          new StatusMove(PAUSED, PAUSED, "complete, skip or resolve"),
          new StatusMove(PAUSED, COMPLETED, "resume, nothing is left to do"),
          new StatusMove(PAUSED, PARKED, "resume, a step needs a person"),
          new StatusMove(PAUSED, COMPENSATED, "cancel, nothing was done"),
          new StatusMove(PARKED, RUNNING, "retry, complete or skip"),
          new StatusMove(PARKED, COMPENSATING, "retry, complete, resolve or cancel"),
          new StatusMove(PARKED, COMPLETED, "complete or skip, the last step"),
          new StatusMove(PARKED, COMPENSATED, "resolve or cancel, nothing is left to undo"),
          new StatusMove(PARKED, PARKED, "resolve, another step still needs a person"));

  private static final Set<String> PAIRS =
      ALL.stream().map(StatusMove::pair).collect(Collectors.toUnmodifiableSet());

  /** Whether one fact may take a saga from one status to another. */
  static boolean isAllowed(SagaStatus from, SagaStatus to) {
    return PAIRS.contains(pair(from, to));
  }

  /** As the database writes it. */
  String pair() {
    return pair(from, to);
  }

  private static String pair(SagaStatus from, SagaStatus to) {
    return from + ">" + to;
  }
}
