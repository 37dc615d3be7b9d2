package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.JournalWriter.Draft;
import io.backstitch.runtime.SagaHistory.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One saga while this engine has it. No thread belongs to it: whoever ends an attempt records that,
 * decides what follows, and goes on with the first of it; the rest goes to other threads.
 * Everything is decided in turn, see {@link SagaTurn}.
 */
final class SagaRun implements JournalWriter.Follower {

  private static final Logger log = LoggerFactory.getLogger(SagaRun.class);

  private final RunSupport support;
  private final Consumer<SagaRun> ended;
  private final SagaDefinition<?, ?> saga;
  private final SagaHead head;
  private final SagaHistory history;
  private final SagaTurn turn = new SagaTurn();
  private final JournalWriter journal;
  private final RunningAttempts running = new RunningAttempts();
  private final TimeLimits limits;
  private final StepRunner steps;
  private final TaskHandover handover;
  private final SagaListeners.News news;
  private boolean over;
  private volatile @Nullable SagaEnd end;
  private @Nullable ScheduledFuture<?> wakeUp;
  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable ScheduledFuture<?> graceEnd;

  /**
   * A saga that is this engine's from now on.
   *
   * @param state what its journal says
   * @param first how it became this engine's
   * @param ended told once, when this engine has nothing more to do for it
   */
  SagaRun(
      RunSupport support,
      SagaHead head,
      SagaState state,
      RecordedFact first,
      Consumer<SagaRun> ended) {
    this.support = support;
    this.ended = ended;
    this.saga = state.saga();
    this.head = head;
    this.history = new SagaHistory(support, head, state);
    this.journal = new JournalWriter(support, turn, history, this);
    this.limits = new TimeLimits(history, running);
    this.steps = new StepRunner(support, head, history, running, journal);
    this.handover = new TaskHandover(support.threads(), attempt -> work(List.of(attempt)));
    this.news = support.listeners().news();
    news.note(first);
    saga.steps().forEach(step -> steps.remember(step.name()));
  }

  // ---- Threads: who works on what.

  /** Runs the saga in this thread as far as it goes without another one, and returns. */
  void start() {
    news.tell();
    List<StepAttempt> begun = guarded(this::begin);
    news.tell();
    work(begun);
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
      StepAttempt attempt = here.get();
      List<StepAttempt> next = guarded(() -> steps.run(attempt));
      news.tell();
      here = handover.keepOne(next);
    }
  }

  // ---- Attempts.

  private List<StepAttempt> begin() throws UnrecordableException {
    SagaState state = history.state();
    SagaHold hold = state.hold();
    String parked = hold == null ? null : hold.reason();
    if (head.recoveries() > support.settings().maxRecoveries()) {
      parked = ParkedReason.tooManyRecoveries(state.who(), head.recoveries());
    }
    if (parked != null) {
      String reason = parked;
      return recordOwn(() -> SagaFact.parked(reason));
    }
    if (beginsNothing()) {
      return recordOwn(() -> SagaFact.of(FactKind.HANDED_OVER));
    }
    Duration left = head.deadlineIn();
    if (left != null && left.compareTo(Duration.ZERO) <= 0 && state.canTimeOut(Set.of())) {
      return recordOwn(limits::timedOutNow);
    }
    if (limits.isGraceOver()) {
      return recordOwn(limits::graceOverNow);
    }
    boolean waits = SagaPlan.of(state, Set.of()).status() == SagaStatus.WAITING;
    return waits
        ? recordOwn(() -> SagaFact.of(FactKind.HANDED_OVER))
        : inTurn(() -> beginWithin(left));
  }

  private List<StepAttempt> beginWithin(@Nullable Duration left) {
    if (left != null && left.compareTo(Duration.ZERO) > 0) {
      deadline = alarm(left, () -> recordOwn(limits::timedOutNow));
    }
    watchGrace();
    return begin(plan());
  }

  private void watchGrace() {
    Duration left = limits.graceLeft();
    if (left != null && graceEnd == null) {
      graceEnd = alarm(left, () -> recordOwn(limits::graceOverNow));
    }
  }

  /** Decides something later, in a thread that no step can occupy, and gives away what follows. */
  private ScheduledFuture<?> alarm(Duration in, Work decision) {
    return support.after(in, () -> decide(decision));
  }

  /** In a thread of the decisions, which no listener may occupy. */
  private void decide(Work decision) {
    handover.give(guarded(decision));
    if (!news.isAllTold()) {
      support.threads().execute(news::tell);
    }
  }

  private SagaPlan plan() {
    return SagaPlan.of(history.state(), running.tasks());
  }

  /** Begins what is due, and sets the alarm for what is due soon. */
  private List<StepAttempt> begin(SagaPlan plan) {
    cancel(wakeUp);
    if (over || limits.isGraceOver()) {
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
      wakeUp = alarm(soonest, () -> inTurn(this::resume));
    }
    return begun;
  }

  private List<StepAttempt> resume() {
    return beginsNothing() ? List.of() : begin(plan());
  }

  /** Whether it is left to others as soon as none of its steps runs. */
  private boolean beginsNothing() {
    return support.isClosing() || history.isLeaving();
  }

  private StepAttempt attempt(StepTask task) {
    StepProgress progress = history.state().step(task.step());
    int failed = task.isUndo() ? progress.failedUndos() : progress.failedAttempts();
    StepAttempt attempt = new StepAttempt(task, failed + 1);
    running.add(attempt);
    Duration limit = task.timeout(saga);
    if (limit != null) {
      Runnable tookTooLong = () -> decide(() -> steps.tookTooLong(attempt, limit));
      // The connection of a transactional step may be the one that all decisions wait for.
      attempt.limitedBy(
          task.kind(saga) == StepKind.TRANSACTIONAL
              ? support.after(limit, attempt::interrupt, tookTooLong)
              : support.after(limit, tookTooLong));
    }
    return attempt;
  }

  /** Part of the work on the saga; says what begins with it. */
  @FunctionalInterface
  private interface Work {
    List<StepAttempt> done() throws UnrecordableException;
  }

  /** Whatever goes wrong in the engine itself, the saga is not left without anybody. */
  private List<StepAttempt> guarded(Work work) {
    try {
      return work.done();
    } catch (UnrecordableException e) {
      return drop("a record that PostgreSQL refuses", e);
    } catch (EngineClosedException e) {
      log.info(e.getMessage());
      return inTurn(this::finish);
    } catch (RuntimeException | Error e) {
      return drop("an error of the engine", e);
    }
  }

  // ---- Records: what follows from them.

  /** Records a fact that no attempt brought about, unless it is no longer so. */
  private List<StepAttempt> recordOwn(Supplier<@Nullable SagaFact> fact)
      throws UnrecordableException {
    return journal.add(
        state -> {
          SagaFact now = over ? null : fact.get();
          return now == null ? null : new Draft(now, Set.of(), List.of());
        });
  }

  @Override
  public List<StepAttempt> follow(Decision decision) {
    running.endAllBut(decision.stillRunning());
    news.note(RecordedFact.of(head, saga.type(), decision.progress()));
    String step = decision.progress().fact().step();
    if (step != null) {
      steps.remember(step);
    }
    if (decision.keepsOwner()) {
      watchGrace();
      return beginsNothing() ? List.of() : begin(decision.plan());
    }
    end = SagaEnd.of(decision.progress(), decision.next());
    return finish();
  }

  @Override
  public void followLate(Decision decision) {
    handover.give(follow(decision));
  }

  @Override
  public List<StepAttempt> lost() {
    log.warn(
        "{} is not this engine's any more; what it did last is not counted here. Whoever has the saga goes on from its last record.",
        who());
    support.recorder().drop(history.mine());
    return finish();
  }

  private List<StepAttempt> drop(String what, Throwable cause) {
    return inTurn(
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
    cancel(graceEnd);
    running.endAllBut(Set.of());
    handover.close();
    ended.accept(this);
    return List.of();
  }

  private static void cancel(@Nullable ScheduledFuture<?> alarm) {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  // ---- Letting go.

  /** Lets go of a saga that waits; one whose step runs is let go of when that is recorded. */
  void letGo() {
    decide(() -> recordOwn(() -> running.isEmpty() ? SagaFact.of(FactKind.HANDED_OVER) : null));
  }

  /** The same for good: nothing of it begins here any more. */
  void leave() {
    if (!history.isLeaving()) {
      inTurn(
          () -> {
            history.leave();
            return List.of();
          });
      letGo();
    }
  }

  boolean isLeaving() {
    return history.isLeaving();
  }

  /** This engine has lost the saga, and knows it. */
  void abandon() {
    inTurn(this::finish);
  }

  SagaDefinition<?, ?> saga() {
    return saga;
  }

  SagaHead head() {
    return head;
  }

  /** How the saga ended, if it ended here. */
  Optional<SagaEnd> end() {
    return Optional.ofNullable(end);
  }

  private String who() {
    return history.state().who();
  }

  private List<StepAttempt> inTurn(Supplier<List<StepAttempt>> decision) {
    turn.take();
    try {
      return decision.get();
    } finally {
      turn.end();
    }
  }
}
