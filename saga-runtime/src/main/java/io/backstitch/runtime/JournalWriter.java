package io.backstitch.runtime;

import io.backstitch.outbox.OutboxMessage;
import io.backstitch.runtime.PendingWrite.Outcome;
import io.backstitch.runtime.SagaHistory.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds facts to the journal of one saga. Each is drafted and decided in turn; then it is written,
 * and when it is durable, and not before, the saga follows it.
 */
final class JournalWriter {

  /** A fact that may still be taken back. */
  @FunctionalInterface
  interface Entry {
    /**
     * The fact as it is in this turn, which may come more than once.
     *
     * @return null if it is no longer so
     */
    @Nullable Draft draft(SagaState state);
  }

  /**
   * What is to be recorded.
   *
   * @param fact what happened
   * @param stillRunning attempts that go on while this is written
   * @param events what is sent if it commits
   */
  record Draft(SagaFact fact, Set<StepTask> stillRunning, List<OutboxMessage> events) {}

  /** The saga, which follows its journal; called in turn. */
  interface Follower {
    /** What begins with a decision that is durable. */
    List<StepAttempt> follow(Decision decision);

    /**
     * The same for a decision of which this is known only now, in a thread that does other work.
     */
    void followLate(Decision decision);

    /** The saga is not this engine's any more. */
    List<StepAttempt> lost();
  }

  private final RunSupport support;
  private final SagaTurn turn;
  private final SagaHistory history;
  private final Follower saga;

  JournalWriter(RunSupport support, SagaTurn turn, SagaHistory history, Follower saga) {
    this.support = support;
    this.turn = turn;
    this.history = history;
    this.saga = saga;
  }

  /**
   * Adds a fact, together with those of other sagas if there are some; alone if that fails, however
   * long the database is away.
   *
   * @return what begins with it
   * @throws UnrecordableException if PostgreSQL refuses the record as such
   */
  List<StepAttempt> add(Entry entry) throws UnrecordableException {
    while (true) {
      Sent sent;
      turn.take();
      try {
        if (history.isOpen()) {
          break;
        }
        sent = send(entry);
      } finally {
        turn.end();
      }
      if (sent == null) {
        return List.of();
      }
      Outcome outcome = Outcome.OPEN;
      Optional<List<StepAttempt>> begun;
      try {
        outcome = support.writer().write(sent.write());
      } finally {
        begun = land(sent, outcome);
      }
      if (begun.isPresent()) {
        return begun.get();
      } else if (outcome != Outcome.WITHDRAWN) {
        break;
      }
    }
    String who = history.state().who();
    return support.recorder().untilAnswered(who, db -> addWith(db, entry));
  }

  /** A decision on its way to the table. */
  private record Sent(Decision decision, PendingWrite write, List<OutboxMessage> events) {}

  private @Nullable Sent send(Entry entry) {
    Draft draft = entry.draft(history.state());
    if (draft == null) {
      return null;
    }
    Decision decision = decide(draft);
    PendingWrite write = new PendingWrite(new ProgressRecord(decision.progress(), draft.events()));
    turn.send(write);
    return new Sent(decision, write, draft.events());
  }

  /** The record has landed, whatever became of it: what begins with it, if it is durable. */
  private Optional<List<StepAttempt>> land(Sent sent, Outcome outcome) {
    turn.takeAfter(sent.write());
    try {
      if (outcome == Outcome.WRITTEN) {
        history.believe(sent.decision());
        support.published(sent.events());
        return Optional.of(saga.follow(sent.decision()));
      } else if (outcome == Outcome.OPEN) {
        history.leaveOpen(sent.decision());
      }
      return Optional.empty();
    } finally {
      turn.end();
    }
  }

  /**
   * Adds a fact with a connection: in the transaction that it is in, which is committed then, or in
   * one of its own. After an exception its fate is open.
   *
   * @return what begins with it
   */
  List<StepAttempt> addWith(Connection db, Entry entry) throws SQLException {
    turn.takeWithConnection();
    try {
      history.clearUp(db).ifPresent(saga::followLate);
      Draft draft = entry.draft(history.state());
      if (draft == null) {
        return List.of();
      }
      Decision decision = decide(draft);
      history.leaveOpen(decision);
      if (isWritten(db, decision, draft.events())) {
        history.believe(decision);
        support.published(draft.events());
        return saga.follow(decision);
      }
      history.forget();
      return saga.lost();
    } finally {
      turn.end();
    }
  }

  private Decision decide(Draft draft) {
    return history.decide(draft.fact(), draft.stillRunning(), support.isClosing());
  }

  private boolean isWritten(Connection db, Decision decision, List<OutboxMessage> events)
      throws SQLException {
    SagaProgress progress = decision.progress();
    return support.statement().record(db, new ProgressRecord(progress, events))
        // An earlier try was thought lost, but its server was only late.
        || (db.getAutoCommit() && support.sagaLog().isRecorded(db, progress));
  }
}
