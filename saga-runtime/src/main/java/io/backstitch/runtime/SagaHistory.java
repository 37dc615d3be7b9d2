package io.backstitch.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to one saga as far as this engine knows, and what follows from one more fact.
 * Believes only what is durable; while it does not know what became of a decision, that is open.
 * Guarded by the {@link SagaTurn} of its saga.
 */
final class SagaHistory {

  /**
   * What follows from a fact.
   *
   * @param progress what is written
   * @param next the state once that is durable
   * @param plan what is to be done then
   * @param stillRunning what goes on meanwhile
   */
  record Decision(
      SagaProgress progress, SagaState next, SagaPlan plan, Set<StepTask> stillRunning) {

    boolean keepsOwner() {
      return progress.keepsOwner();
    }
  }

  private final Ownership mine;
  private final SagaLog sagaLog;
  private final @Nullable Long deadline;
  private SagaState state;
  private SagaStatus status;
  private int seq;
  private volatile boolean leaving;
  private @Nullable Decision open;

  SagaHistory(RunSupport support, SagaHead head, SagaState state) {
    this.mine = new Ownership(head.id(), support.settings().id(), head.epoch());
    this.sagaLog = support.sagaLog();
    this.deadline =
        head.deadlineIn() == null ? null : System.nanoTime() + head.deadlineIn().toNanos();
    this.state = state;
    this.status = SagaPlan.activeStatus(state);
    this.seq = head.lastSeq();
  }

  SagaState state() {
    return state;
  }

  Ownership mine() {
    return mine;
  }

  /**
   * Decides what follows from a fact, and writes nothing.
   *
   * @param stillRunning attempts that go on while this is written
   * @param closing whether the engine is, so that the saga is left to another one as soon as
   *     nothing runs
   */
  Decision decide(SagaFact fact, Set<StepTask> stillRunning, boolean closing) {
    SagaState next = state.with(fact);
    SagaPlan plan = SagaPlan.of(next, stillRunning);
    if (!status.mayBecome(plan.status())) {
      throw new IllegalStateException(
          state.who() + " is " + status + " and may not become " + plan.status());
    }
    boolean release = (closing || leaving) && plan.goesOnHere() && stillRunning.isEmpty();
    SagaProgress progress =
        new SagaProgress(
            mine,
            seq + 1,
            fact,
            status,
            plan.status(),
            release ? Duration.ZERO : wakeIn(next, plan),
            plan.reason(),
            resultOf(next, plan));
    return new Decision(progress, next, plan, stillRunning);
  }

  /** A saga that waits in the table is woken by its own timeout too, if that can still act. */
  private @Nullable Duration wakeIn(SagaState next, SagaPlan plan) {
    Duration wake = plan.wakeIn();
    if (wake == null || deadline == null || !next.canTimeOut(Set.of())) {
      return wake;
    }
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    return left.isNegative() || left.compareTo(wake) > 0 ? wake : left;
  }

  static @Nullable String resultOf(SagaState state, SagaPlan plan) {
    return plan.status() == SagaStatus.COMPLETED
        ? state.saga().resultStep().map(step -> state.step(step).result()).orElse(null)
        : null;
  }

  /** From now on the saga is left to whoever wants it, as soon as none of its steps runs. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** The decision was sent to the table, and its fate is open from now on. */
  void leaveOpen(Decision decision) {
    open = decision;
  }

  /** Whether there is a decision of which nobody knows whether it is durable. */
  boolean isOpen() {
    return open != null;
  }

  /**
   * Finds out what became of a decision that is open, if there is one.
   *
   * @return the decision that is durable after all
   */
  Optional<Decision> clearUp(Connection db) throws SQLException {
    Decision sent = open;
    if (sent == null) {
      return Optional.empty();
    }
    if (!sagaLog.isRecorded(db, sent.progress())) {
      open = null;
      return Optional.empty();
    }
    believe(sent);
    return Optional.of(sent);
  }

  /** The decision is durable. */
  void believe(Decision decision) {
    open = null;
    state = decision.next();
    status = decision.plan().status();
    seq = decision.progress().seq();
  }

  /** The decision was not written, because the saga is not ours any more. */
  void forget() {
    open = null;
  }
}
