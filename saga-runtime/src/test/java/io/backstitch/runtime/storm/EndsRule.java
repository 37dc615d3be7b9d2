package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Fact;
import io.backstitch.runtime.storm.Shape.Kind;
import io.backstitch.runtime.storm.Shape.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks of each saga why it ended as it did: by its script, or by what a storm can do. */
final class EndsRule {

  /** The engine's default. */
  private static final int MOST_RECOVERIES = 10;

  private final SagaTrace saga;

  private EndsRule(SagaTrace saga) {
    this.saga = saga;
  }

  static List<String> violations(SagaTrace saga) {
    List<String> found = new ArrayList<>();
    EndsRule rule = new EndsRule(saga);
    for (Fact fact : saga.facts()) {
      if (fact.gaveUp() && !rule.mayGiveUp(fact)) {
        found.add(saga.told("nothing explains why it gave up: " + fact));
      }
    }
    if (!rule.isExplained()) {
      found.add(saga.told("nothing explains its end"));
    }
    return found;
  }

  /** By its script at any attempt, by the storm at the last one. */
  private boolean mayGiveUp(Fact fact) {
    String call = fact.attempted();
    if (saga.script().fails(call)) {
      return !fact.kind().equals("STEP_IN_DOUBT") && "PERMANENT".equals(fact.failure());
    }
    Shape.Step step = saga.shape().step(fact.step());
    boolean mercy =
        call.startsWith(StormSaga.UNDO)
            ? step.kind() == Kind.TRANSACTIONAL
            : step.isAtTheMercyOfTheStorm() || saga.script().doubts(call);
    return mercy
        && "TRANSIENT".equals(fact.failure())
        && fact.attempt() == step.retry().maxAttempts();
  }

  private boolean isExplained() {
    return switch (saga.status()) {
      case "COMPLETED" -> reasonsToUndo() == 0;
      case "COMPENSATED" -> reasonsToUndo() > 0 && mayTimeOut();
      case "PARKED" -> isStuck() || isPastPivot() || isHopelesslyInDoubt() || hadManyDeaths();
      default -> false;
    };
  }

  private long reasonsToUndo() {
    return saga.facts().stream().filter(Fact::isReasonToUndo).count();
  }

  private boolean mayTimeOut() {
    return saga.shape().limit().isPresent()
        || saga.facts().stream().noneMatch(fact -> fact.kind().equals("SAGA_TIMED_OUT"));
  }

  private boolean isStuck() {
    return saga.facts().stream().anyMatch(fact -> fact.kind().equals("COMPENSATION_FAILED"));
  }

  private boolean isPastPivot() {
    String pivot = saga.shape().pivotStep();
    return saga.records().anyMatch(pivot::equals) && reasonsToUndo() > 0;
  }

  private boolean isHopelesslyInDoubt() {
    return saga.facts().stream()
        .filter(fact -> fact.kind().equals("STEP_IN_DOUBT"))
        .anyMatch(fact -> saga.shape().step(fact.step()).undo() != Undo.EVEN_IF_UNKNOWN);
  }

  private boolean hadManyDeaths() {
    int deaths = 0;
    Optional<Fact> last = Optional.empty();
    for (Fact fact : saga.facts()) {
      last = Optional.of(fact);
      if (fact.attempted() != null) {
        deaths = 0;
      } else if (fact.kind().equals("TAKEN_OVER")) {
        deaths++;
      }
    }
    return last.filter(fact -> fact.kind().equals("SAGA_PARKED")).isPresent()
        && deaths > MOST_RECOVERIES;
  }
}
