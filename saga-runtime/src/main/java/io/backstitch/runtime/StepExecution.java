package io.backstitch.runtime;

import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.DataType;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.runtime.AttemptOutcome.Effect;
import io.backstitch.runtime.AttemptOutcome.Failed;
import io.backstitch.runtime.AttemptOutcome.Succeeded;
import java.sql.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the user's methods, in the current thread, and says how that ended. Never throws. */
final class StepExecution {

  private static final Logger log = LoggerFactory.getLogger(StepExecution.class);

  private final SagaValues values;
  private final FailureJudge judge;

  StepExecution(SagaValues values, FailureJudge judge) {
    this.values = values;
    this.judge = judge;
  }

  SagaValues values() {
    return values;
  }

  FailureJudge judge() {
    return judge;
  }

  AttemptOutcome run(
      SagaDefinition<?, ?> saga,
      StepAttempt attempt,
      RunningStep context,
      SagaResults results,
      @Nullable Connection db) {
    StepArguments arguments = new StepArguments(results, context, db);
    StepDefinition<?> step = saga.step(attempt.step());
    boolean inTime = attempt.beginsHere();
    try {
      if (!inTime) {
        return new Failed(
            FailureKind.TRANSIENT, "its time was over before it began", Effect.UNKNOWN, null);
      }
      return attempt.isUndo() ? undo(step, arguments) : forward(step, arguments);
    } catch (UnreadableValueException e) {
      return new Failed(
          FailureKind.PERMANENT, FailureJudge.storable(e.what()), Effect.NONE_THIS_TIME, null);
    } catch (Throwable e) {
      log.debug("{} of saga '{}' failed.", attempt, context.sagaKey(), e);
      passOn(attempt, e);
      return judge.judge(e);
    } finally {
      attempt.endsHere();
    }
  }

  /** An interrupt that is not ours was meant for the thread, not for the step that it met. */
  private static void passOn(StepAttempt attempt, Throwable thrown) {
    if (thrown instanceof InterruptedException && !attempt.isInterrupted()) {
      Thread.currentThread().interrupt();
    }
  }

  private AttemptOutcome forward(StepDefinition<?> step, StepArguments arguments) throws Exception {
    Object result = step.call().invoke(arguments);
    DataType<?> type = step.key().type();
    if (type.type() == Void.class) {
      return new Succeeded(null);
    }
    try {
      return new Succeeded(values.encodeReadably(result, type));
    } catch (NotStorableException e) {
      String message = "it returned a %s that %s. %s".formatted(type, e.getMessage(), e.mend());
      return new Failed(
          FailureKind.PERMANENT, FailureJudge.storable(message), Effect.UNKNOWN, null);
    }
  }

  private static AttemptOutcome undo(StepDefinition<?> step, StepArguments arguments)
      throws Exception {
    CompensationDefinition undo = Objects.requireNonNull(step.compensation());
    undo.call().invoke(arguments);
    return new Succeeded(null);
  }
}
