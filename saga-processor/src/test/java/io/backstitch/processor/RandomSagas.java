package io.backstitch.processor;

import io.backstitch.processor.RandomSaga.Step;
import io.backstitch.processor.RandomSaga.Taken;
import io.backstitch.processor.RandomSaga.Undo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Thinks out sagas of 1 to 14 steps that wait for each other without a circle, in any order of
 * declaration. Half of them are careless: what is wrong with those is for the compiler to find.
 */
final class RandomSagas {

  private final Random random;

  RandomSagas(long seed) {
    this.random = new Random(seed);
  }

  RandomSaga next(int number) {
    int size = 1 + random.nextInt(14);
    boolean isCareful = random.nextBoolean();
    int pivot = random.nextInt(3) == 0 ? random.nextInt(size) : -1;
    double density = random.nextDouble() * 0.6;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add(step(i, size, steps, pivot, isCareful, density));
    }
    List<Step> returning = steps.stream().filter(step -> step.returns().isPresent()).toList();
    Optional<String> result =
        returning.isEmpty() || !chance(0.3)
            ? Optional.empty()
            : Optional.of(oneOf(returning).name());
    Collections.shuffle(steps, random);
    return new RandomSaga(number, named(steps), result);
  }

  private Step step(
      int i, int size, List<Step> before, int pivot, boolean isCareful, double density) {
    List<Taken> takes = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (Step other : before) {
      boolean hasToWait = isCareful && (i == pivot || other.pivot());
      if (other.returns().isPresent() && chance(density)) {
        takes.add(new Taken(other.returns().orElseThrow(), other.name(), true));
      }
      if (hasToWait || chance(density / 3)) {
        after.add(other.name());
      }
    }
    Optional<String> returns =
        chance(0.75) ? Optional.of(chance(0.3) ? "Shared" : "R" + i) : Optional.empty();
    boolean isPivot = i == pivot || (!isCareful && chance(0.05));
    boolean transactional = chance(0.4);
    boolean canFailLater = pivot < 0 || i < pivot;
    boolean hasUndo = isCareful ? canFailLater && i < size - 1 && chance(0.7) : chance(0.5);
    boolean nothingToUndo = !hasUndo && (isCareful ? canFailLater : chance(0.5));
    Optional<Undo> undo =
        hasUndo ? Optional.of(undo(returns, before, takes, isCareful)) : Optional.empty();
    return new Step(
        "s" + i, returns, takes, chance(0.3), after, isPivot, transactional, nothingToUndo, undo);
  }

  private Undo undo(
      Optional<String> returns, List<Step> before, List<Taken> takes, boolean isCareful) {
    boolean takesOwn = returns.isPresent() && chance(0.8);
    List<Taken> taken = new ArrayList<>();
    takes.stream().filter(one -> chance(0.3)).forEach(taken::add);
    List<String> after = new ArrayList<>();
    for (Step other : before) {
      boolean isTaken = taken.stream().anyMatch(one -> one.from().equals(other.name()));
      if (!isCareful && !isTaken && other.returns().isPresent() && chance(0.06)) {
        taken.add(new Taken(other.returns().orElseThrow(), other.name(), true));
      }
      if (!isCareful && chance(0.08)) {
        after.add(other.name());
      }
    }
    return new Undo(takesOwn, takesOwn && chance(0.5), taken, after);
  }

  /** Leaves {@code @From} away where one step only returns the type, now and then. */
  private List<Step> named(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                new Step(
                    step.name(),
                    step.returns(),
                    named(step.takes(), steps),
                    step.takesInput(),
                    step.after(),
                    step.pivot(),
                    step.transactional(),
                    step.noCompensation(),
                    step.undo()
                        .map(
                            undo ->
                                new Undo(
                                    undo.takesOwn(),
                                    undo.takesUnknown(),
                                    named(undo.takes(), steps),
                                    undo.after()))))
        .toList();
  }

  private List<Taken> named(List<Taken> takes, List<Step> steps) {
    return takes.stream()
        .map(taken -> new Taken(taken.type(), taken.from(), isShared(taken, steps) || chance(0.3)))
        .toList();
  }

  private static boolean isShared(Taken taken, List<Step> steps) {
    return steps.stream()
            .filter(step -> step.returns().filter(taken.type()::equals).isPresent())
            .count()
        > 1;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
