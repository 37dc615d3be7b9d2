package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.SagaTrace.Call;
import io.backstitch.runtime.storm.SagaTrace.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts attempts: in the journal, one after the other; at the world, none too many. */
final class AttemptsRule {

  private AttemptsRule() {}

  static List<String> violations(SagaTrace saga) {
    List<String> found = new ArrayList<>();
    Map<String, Integer> ended = new HashMap<>();
    Map<String, Fact> last = new HashMap<>();
    for (Fact fact : saga.facts()) {
      String call = fact.attempted();
      if (call == null) {
        continue;
      }
      if (fact.attempt() != ended.merge(call, 1, Integer::sum)) {
        found.add(saga.told("attempt " + fact.attempt() + " at " + call + " is out of order"));
      }
      if (last.containsKey(call) && isLast(last.get(call))) {
        found.add(saga.told(call + " went on after its last attempt"));
      }
      last.put(call, fact);
      boolean mayGoOn = fact.attempt() < most(saga, call);
      if (!mayGoOn && !isLast(fact)) {
        found.add(saga.told(call + " has had its last attempt, and goes on"));
      }
    }
    for (Call call : saga.calls()) {
      if (call.attempt() > most(saga, call.call())) {
        found.add(saga.told("one attempt too many: " + call));
      }
    }
    return found;
  }

  private static boolean isLast(Fact fact) {
    return fact.succeeded() != null || fact.gaveUp();
  }

  private static int most(SagaTrace saga, String call) {
    if (call.startsWith(StormSaga.UNDO)) {
      return Shape.QUICK.maxAttempts();
    }
    String pivot = saga.shape().pivotStep();
    boolean forEver = !pivot.isEmpty() && saga.shape().descendants(pivot).contains(call);
    return forEver ? Integer.MAX_VALUE : saga.shape().step(call).retry().maxAttempts();
  }
}
