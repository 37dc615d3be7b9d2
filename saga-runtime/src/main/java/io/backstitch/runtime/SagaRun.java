package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.runtime.AttemptOutcome.Effect;
import io.backstitch.runtime.AttemptOutcome.Failed;
import io.backstitch.runtime.AttemptOutcome.Succeeded;
import io.backstitch.runtime.SagaHistory.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One saga while this engine has it. No thread belongs to it: whoever ends an attempt records that,
 * decides what follows, and goes on with the first of it; the rest goes to other threads.
 * Everything is decided and recorded under one lock, so the journal has the order of the decisions.
 * The lock is taken only by who has a connection already, so nobody waits for one while holding it.
 */
final class SagaRun {

  private static final Logger log = LoggerFactory.getLogger(SagaRun.class);

  private final RunSupport support;
  private final Consumer<SagaRun> ended;
  private final SagaDefinition<?, ?> saga;
  private final SagaHead head;
  private final SagaHistory history;
  private final SagaResults results;
  private final TaskHandover handover;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StepTask, StepAttempt> running = new LinkedHashMap<>();
  private boolean over;
  private @Nullable SagaEnd end;
  private @Nullable ScheduledFuture<?> wakeUp;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * A saga that is this engine's from now on.
   *
   * @param state what its journal says
   * @param ended told once, when this engine has nothing more to do for it
   */
  SagaRun(RunSupport support, SagaHead head, SagaState state, Consumer<SagaRun> ended) {
    this.support = support;
    this.ended = ended;
    this.saga = state.saga();
    this.head = head;
    this.history = new SagaHistory(support, head, state);
    this.results = new SagaResults(support.execution().values(), head.input());
    this.handover = new TaskHandover(support.threads(), attempt -> work(List.of(attempt)));
    saga.steps().forEach(step -> remember(step.name()));
  }

  private void remember(String step) {
    String json = history.state().step(step).result();
    if (json != null) {
      results.put(step, json);
    }
  }

  // ---- Threads: who works on what.

  /** Runs the saga in this thread as far as it goes without another one, and returns. */
  void start() {
    work(guarded(this::begin));
  }

  /**
   * Runs a new saga in this thread, which stays until this engine has nothing more to do for it,
   * and takes part whenever there is something to do.
   *
   * @throws InterruptedException if this thread is interrupted; the saga goes on without it
   */
  void startAndStay() throws InterruptedException {
    handover.callerIsHere();
    try {
      start();
      Optional<StepAttempt> next = handover.next();
      while (next.isPresent()) {
        work(List.of(next.get()));
        next = handover.next();
      }
    } finally {
      handover.callerLeaves();
    }
  }

  /** Goes on with one of these attempts here, and then with one of what follows from it. */
  private void work(List<StepAttempt> attempts) {
    Optional<StepAttempt> here = handover.keepOne(attempts);
    while (here.isPresent()) {
      here = handover.keepOne(perform(here.get()));
    }
  }

  // ---- Attempts.

  private List<StepAttempt> begin() {
    SagaState state = history.state();
    String parked = state.parked();
    if (head.recoveries() > support.settings().maxRecoveries()) {
      parked = ParkedReason.tooManyRecoveries(state.who(), head.recoveries());
    }
    if (parked != null) {
      String reason = parked;
      return recordOwn(() -> SagaFact.parked(reason));
    }
    if (support.isClosing()) {
      return recordOwn(() -> SagaFact.of(FactKind.HANDED_OVER));
    }
    Duration left = head.deadlineIn();
    if (left != null && left.compareTo(Duration.ZERO) <= 0 && state.canTimeOut(Set.of())) {
      return recordOwn(this::timedOutNow);
    }
    boolean waits = SagaPlan.of(state, Set.of()).status() == SagaStatus.WAITING;
    return waits
        ? recordOwn(() -> SagaFact.of(FactKind.HANDED_OVER))
        : locked(() -> beginWithin(left));
  }

  private List<StepAttempt> beginWithin(@Nullable Duration left) {
    if (left != null && left.compareTo(Duration.ZERO) > 0) {
      deadline = alarm(left, () -> recordOwn(this::timedOutNow));
    }
    return begin(plan());
  }

  /** Decides something later, in a thread that no step can occupy, and gives away what follows. */
  private ScheduledFuture<?> alarm(Duration in, Supplier<List<StepAttempt>> decision) {
    return support.after(in, () -> handover.give(guarded(decision)));
  }

  private SagaPlan plan() {
    return SagaPlan.of(history.state(), running.keySet());
  }

  /** Begins what is due, and sets the alarm for what is due soon. */
  private List<StepAttempt> begin(SagaPlan plan) {
    cancel(wakeUp);
    if (over) {
      return List.of();
    }
    List<StepAttempt> begun = new ArrayList<>();
    Duration soonest = null;
    for (StepTask task : plan.due()) {
      Duration wait = history.state().step(task.step()).waits();
      if (wait.compareTo(Duration.ZERO) <= 0) {
        begun.add(attempt(task));
      } else if (soonest == null || wait.compareTo(soonest) < 0) {
        soonest = wait;
      }
    }
    if (soonest != null) {
      wakeUp = alarm(soonest, () -> locked(this::resume));
    }
    return begun;
  }

  private List<StepAttempt> resume() {
    return support.isClosing() ? List.of() : begin(plan());
  }

  private StepAttempt attempt(StepTask task) {
    StepProgress progress = history.state().step(task.step());
    int failed = task.isUndo() ? progress.failedUndos() : progress.failedAttempts();
    StepAttempt attempt = new StepAttempt(task, failed + 1);
    running.put(task, attempt);
    Duration limit = task.timeout(saga);
    if (limit != null) {
      attempt.limitedBy(alarm(limit, () -> tookTooLong(attempt, limit)));
    }
    return attempt;
  }

  private List<StepAttempt> perform(StepAttempt attempt) {
    RunningStep context =
        new RunningStep(head.id(), head.key(), attempt, support.execution().values());
    return guarded(
        () ->
            attempt.task().kind(saga) == StepKind.TRANSACTIONAL
                ? inTransaction(attempt, context)
                : remotely(attempt, context));
  }

  /** Whatever goes wrong in the engine itself, the saga is not left without anybody. */
  private List<StepAttempt> guarded(Supplier<List<StepAttempt>> work) {
    try {
      return work.get();
    } catch (EngineClosedException e) {
      log.info(e.getMessage());
      return locked(this::finish);
    } catch (RuntimeException | Error e) {
      return drop("an error of the engine", e);
    }
  }

  private List<StepAttempt> remotely(StepAttempt attempt, RunningStep context) {
    AttemptOutcome outcome = support.execution().run(saga, attempt, context, results, null);
    List<OutboxMessage> events = context.end();
    return attempt.isInterrupted() ? tooLate(attempt) : settle(attempt, outcome, events);
  }

  private List<StepAttempt> inTransaction(StepAttempt attempt, RunningStep context) {
    AttemptOutcome outcome;
    try (StepTransaction transaction = support.begin(who(), attempt)) {
      outcome = support.execution().run(saga, attempt, context, results, transaction.forStep());
      AttemptOutcome ended = outcome;
      List<OutboxMessage> events = context.end();
      if (attempt.isInterrupted()) {
        return tooLate(attempt);
      }
      if (ended instanceof Succeeded) {
        return locked(() -> settle(transaction.real(), attempt, ended, events));
      }
    } catch (SQLException e) {
      if (attempt.isInterrupted()) {
        return tooLate(attempt);
      }
      outcome = support.execution().judge().judge(e);
    }
    return settle(attempt, outcome, List.of());
  }

  // ---- Records: what an attempt comes to.

  /** Records the end of an attempt in a transaction of its own. */
  private List<StepAttempt> settle(
      StepAttempt attempt, AttemptOutcome outcome, List<OutboxMessage> events) {
    List<OutboxMessage> published = outcome instanceof Succeeded ? events : List.of();
    Transactions.Mode mode =
        published.isEmpty() ? Transactions.Mode.SINGLE : Transactions.Mode.COMMITTED_BY_WORK;
    try {
      return record(mode, db -> settle(db, attempt, outcome, published));
    } catch (UnrecordableException e) {
      return settleRefused(attempt, e);
    }
  }

  private List<StepAttempt> settleRefused(StepAttempt attempt, UnrecordableException refusal) {
    String message = "it returned, but PostgreSQL refused the record: " + refusal.getMessage();
    Failed failure =
        new Failed(FailureKind.PERMANENT, FailureJudge.storable(message), Effect.UNKNOWN, null);
    try {
      return record(Transactions.Mode.SINGLE, db -> settle(db, attempt, failure, List.of()));
    } catch (UnrecordableException e) {
      return drop("a record that PostgreSQL refuses", e);
    }
  }

  private List<StepAttempt> settle(
      Connection db, StepAttempt attempt, AttemptOutcome outcome, List<OutboxMessage> events)
      throws SQLException {
    clearUp(db);
    if (over || running.get(attempt.task()) != attempt) {
      return tooLate(attempt);
    }
    double random = ThreadLocalRandom.current().nextDouble();
    Set<StepTask> others =
        running.keySet().stream()
            .filter(task -> !task.equals(attempt.task()))
            .collect(Collectors.toSet());
    SagaFact fact = NextAttempt.fact(history.state(), attempt, outcome, random);
    return write(db, history.decide(fact, others, support.isClosing()), events);
  }

  /** Whoever interrupted an attempt says what it came to; its own answer does not count. */
  private List<StepAttempt> tooLate(StepAttempt attempt) {
    log.debug("{}: the answer of {} came too late.", who(), attempt);
    return List.of();
  }

  /** Records a fact that no attempt brought about, unless it is no longer so. */
  private List<StepAttempt> recordOwn(Supplier<@Nullable SagaFact> fact) {
    try {
      return record(
          Transactions.Mode.SINGLE,
          db -> {
            clearUp(db);
            SagaFact now = over ? null : fact.get();
            return now == null
                ? List.of()
                : write(db, history.decide(now, Set.of(), support.isClosing()), List.of());
          });
    } catch (UnrecordableException e) {
      return drop("a record that PostgreSQL refuses", e);
    }
  }

  private List<StepAttempt> record(
      Transactions.Mode mode, SagaRecorder.Write<List<StepAttempt>> write)
      throws UnrecordableException {
    return support.recorder().untilAnswered(who(), mode, db -> locked(() -> write.with(db)));
  }

  private List<StepAttempt> write(Connection db, Decision decision, List<OutboxMessage> events)
      throws SQLException {
    return history.write(db, decision, events) ? accept(decision) : lost();
  }

  private void clearUp(Connection db) throws SQLException {
    history.clearUp(db).ifPresent(decision -> handover.give(accept(decision)));
  }

  /** The decision is durable: now, and not before, it is true here too. */
  private List<StepAttempt> accept(Decision decision) {
    Map<StepTask, StepAttempt> endedNow = new LinkedHashMap<>(running);
    endedNow.keySet().removeAll(decision.stillRunning());
    endedNow.values().forEach(StepAttempt::interrupt);
    running.keySet().retainAll(decision.stillRunning());
    String step = decision.progress().fact().step();
    if (step != null) {
      remember(step);
    }
    if (decision.keepsOwner()) {
      return support.isClosing() ? List.of() : begin(decision.plan());
    }
    end = SagaEnd.of(decision.progress(), decision.next());
    return finish();
  }

  private List<StepAttempt> lost() {
    log.warn(
        "{} is not this engine's any more; what it did last is not counted here. Whoever has the saga goes on from its last record.",
        who());
    support.recorder().drop(history.mine());
    return finish();
  }

  private List<StepAttempt> drop(String what, Throwable cause) {
    return locked(
        () -> {
          if (over) {
            return List.of();
          }
          log.error(
              "{} stopped here because of {}. It goes on from its last record, as if this engine had died.",
              who(),
              what,
              cause);
          support.recorder().drop(history.mine());
          return finish();
        });
  }

  private List<StepAttempt> finish() {
    if (over) {
      return List.of();
    }
    over = true;
    cancel(wakeUp);
    cancel(deadline);
    running.values().forEach(StepAttempt::interrupt);
    running.clear();
    handover.close();
    ended.accept(this);
    return List.of();
  }

  private static void cancel(@Nullable ScheduledFuture<?> alarm) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  // ---- Time limits, and letting go.

  private List<StepAttempt> tookTooLong(StepAttempt attempt, Duration limit) {
    if (attempt.task().kind(saga) == StepKind.TRANSACTIONAL) {
      attempt.interrupt(); // Its connection may be the only one, and what it did is rolled back.
    }
    String message = "it did not answer within " + limit.toMillis() + " ms";
    Failed failure = new Failed(FailureKind.TRANSIENT, message, Effect.UNKNOWN, null);
    return settle(attempt, failure, List.of());
  }

  private @Nullable SagaFact timedOutNow() {
    return history.state().canTimeOut(running.keySet()) ? timedOut(running.keySet()) : null;
  }

  private SagaFact timedOut(Set<StepTask> underWay) {
    String limit = saga.timeout().map(Duration::toString).orElse("its time");
    return SagaFact.timedOut(
        "the saga did not complete within " + limit,
        underWay.stream().map(StepTask::step).collect(Collectors.toSet()));
  }

  /** Lets go of a saga that waits; one whose step runs is let go of when that is recorded. */
  void letGo() {
    work(
        guarded(
            () -> recordOwn(() -> running.isEmpty() ? SagaFact.of(FactKind.HANDED_OVER) : null)));
  }

  SagaHead head() {
    return head;
  }

  /** How the saga ended, if it ended here. */
  Optional<SagaEnd> end() {
    lock.lock();
    try {
      return Optional.ofNullable(end);
    } finally {
      lock.unlock();
    }
  }

  private String who() {
    return history.state().who();
  }

  /** Something that is decided, and perhaps written, under the lock. */
  @FunctionalInterface
  private interface Locked<X extends Exception> {
    List<StepAttempt> run() throws X;
  }

  private <X extends Exception> List<StepAttempt> locked(Locked<X> work) throws X {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }
}
