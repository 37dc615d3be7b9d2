package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.runtime.AttemptOutcome.Effect;
import io.backstitch.runtime.AttemptOutcome.Failed;
import io.backstitch.runtime.AttemptOutcome.Succeeded;
import io.backstitch.runtime.JournalWriter.Draft;
import io.backstitch.runtime.JournalWriter.Entry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs attempts at the steps of one saga, and records how each ended. */
final class StepRunner {

  private static final Logger log = LoggerFactory.getLogger(StepRunner.class);

  private final RunSupport support;
  private final SagaHead head;
  private final SagaHistory history;
  private final SagaResults results;
  private final RunningAttempts running;
  private final JournalWriter journal;

  StepRunner(
      RunSupport support,
      SagaHead head,
      SagaHistory history,
      RunningAttempts running,
      JournalWriter journal) {
    this.support = support;
    this.head = head;
    this.history = history;
    this.results = new SagaResults(support.execution().values(), head.input());
    this.running = running;
    this.journal = journal;
  }

  /** A result that is durable, for the steps that want it. */
  void remember(String step) {
    String json = history.state().step(step).result();
    if (json != null) {
      results.put(step, json);
    }
  }

  /**
   * Runs an attempt in this thread and records how it ended.
   *
   * @return what begins with that
   * @throws UnrecordableException if PostgreSQL refuses even the record of a failure
   */
  List<StepAttempt> run(StepAttempt attempt) throws UnrecordableException {
    RunningStep context =
        new RunningStep(head.id(), head.key(), attempt, support.execution().values());
    return attempt.task().kind(saga()) == StepKind.TRANSACTIONAL
        ? inTransaction(attempt, context)
        : remotely(attempt, context);
  }

  private List<StepAttempt> remotely(StepAttempt attempt, RunningStep context)
      throws UnrecordableException {
    AttemptOutcome outcome = support.execution().run(saga(), attempt, context, results, null);
    List<OutboxMessage> events = context.end();
    return attempt.isInterrupted() ? tooLate(attempt) : settle(attempt, outcome, events);
  }

  /**
   * Two round trips beside those of the step, the fewest that keep the promises: the first begins
   * the transaction and limits how long a process that is frozen in the step keeps its locks (it
   * cannot go with the step's own statements, which are the step's to send); the second is the
   * record, the events and the commit together.
   */
  private List<StepAttempt> inTransaction(StepAttempt attempt, RunningStep context)
      throws UnrecordableException {
    AttemptOutcome outcome;
    try (StepTransaction transaction = support.begin(who(), attempt)) {
      outcome = support.execution().run(saga(), attempt, context, results, transaction.forStep());
      List<OutboxMessage> events = context.end();
      if (attempt.isInterrupted()) {
        return tooLate(attempt);
      }
      if (outcome instanceof Succeeded) {
        return journal.addWith(transaction.real(), end(attempt, outcome, events));
      }
    } catch (SQLException e) {
      if (attempt.isInterrupted()) {
        return tooLate(attempt);
      }
      outcome = support.execution().judge().judge(e);
    }
    return settle(attempt, outcome, List.of());
  }

  /** Ends an attempt that did not answer in time. */
  List<StepAttempt> tookTooLong(StepAttempt attempt, Duration limit) throws UnrecordableException {
    String message = "it did not answer within " + limit.toMillis() + " ms";
    Failed failure = new Failed(FailureKind.TRANSIENT, message, Effect.UNKNOWN, null);
    return settle(attempt, failure, List.of());
  }

  private List<StepAttempt> settle(
      StepAttempt attempt, AttemptOutcome outcome, List<OutboxMessage> events)
      throws UnrecordableException {
    try {
      return journal.add(end(attempt, outcome, events));
    } catch (UnrecordableException e) {
      String message = "it returned, but PostgreSQL refused the record: " + e.getMessage();
      Failed failure =
          new Failed(FailureKind.PERMANENT, FailureJudge.storable(message), Effect.UNKNOWN, null);
      return journal.add(end(attempt, failure, List.of()));
    }
  }

  private Entry end(StepAttempt attempt, AttemptOutcome outcome, List<OutboxMessage> events) {
    List<OutboxMessage> published = outcome instanceof Succeeded ? events : List.of();
    double random = ThreadLocalRandom.current().nextDouble();
    return state -> {
      if (!running.contains(attempt)) {
        tooLate(attempt);
        return null;
      }
      SagaFact fact = NextAttempt.fact(state, attempt, outcome, random);
      return new Draft(fact, running.tasksBut(attempt.task()), published);
    };
  }

  /** Whoever interrupted an attempt says what it came to; its own answer does not count. */
  private List<StepAttempt> tooLate(StepAttempt attempt) {
    log.debug("{}: the answer of {} came too late.", who(), attempt);
    return List.of();
  }

  private SagaDefinition<?, ?> saga() {
    return history.state().saga();
  }

  private String who() {
    return history.state().who();
  }
}
