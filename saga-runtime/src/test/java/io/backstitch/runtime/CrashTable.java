package io.backstitch.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the cases of one saga. Safe for use by several threads. */
final class CrashTable {

  private final CrashPlan plan;
  private final List<CrashCase> cases;
  private final Map<CrashCase, Optional<Throwable>> results = new ConcurrentHashMap<>();

  CrashTable(CrashPlan plan, List<CrashCase> cases) {
    this.plan = plan;
    this.cases = cases;
  }

  void passed(CrashCase deaths) {
    results.put(deaths, Optional.empty());
  }

  void failed(CrashCase deaths, Throwable why) {
    results.put(deaths, Optional.of(why));
  }

  /** One line for each case, in the order of the plan. */
  void print() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%nsaga     | %-55s | %-55s | the saga then%n"
            .formatted("the first process dies at its commit", "the second at its commit"));
    for (CrashCase deaths : cases) {
      text.append("%s | %s%n".formatted(deaths, result(deaths)));
    }
    text.append(
        "%s: %d commits, %d moments of a first death, %d of a second, %d cases%n"
            .formatted(
                cases.get(0).shape(),
                plan.firstDeaths().size() / 2,
                plan.firstDeaths().size(),
                cases.stream().flatMap(one -> one.second().stream()).distinct().count(),
                cases.size()));
    System.out.print(text);
  }

  private String result(CrashCase deaths) {
    Optional<Throwable> failure = results.get(deaths);
    if (failure == null) {
      return "not tried";
    }
    return failure.isPresent() ? "WRONG" : deaths.shape().end() + " as if nothing had happened";
  }

  /** Throws what was wrong first, with all else that was. */
  void requireAllPassed() {
    List<AssertionError> failures = new ArrayList<>();
    for (CrashCase deaths : cases) {
      Optional<Throwable> failure = results.get(deaths);
      if (failure == null) {
        failures.add(new AssertionError(deaths + " was not tried"));
      } else {
        failure.ifPresent(why -> failures.add(new AssertionError(deaths.toString(), why)));
      }
    }
    if (!failures.isEmpty()) {
      AssertionError first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
