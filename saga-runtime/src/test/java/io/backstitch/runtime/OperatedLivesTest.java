package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.definition.SagaDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random graphs, answers, crashes and operators: whatever they do in whatever order, {@link
 * LifeWitness} has nothing to object, and there is always a way to an end. The seed of a failure
 * repeats it with {@code -Dbackstitch.lives.seed}; {@code -Dbackstitch.lives.seconds} tries for
 * longer.
 */
class OperatedLivesTest {

  private static final int SEEDS = 400;
  private static final int LIVES = 20;

  private final Set<String> moves = new HashSet<>();

  @Test
  void whatever_operators_do_no_saga_gets_where_it_must_not_be() {
    Long seed = Long.getLong("backstitch.lives.seed");
    if (seed != null) {
      live(seed);
      return;
    }
    long end =
        System.nanoTime()
            + Duration.ofSeconds(Long.getLong("backstitch.lives.seconds", 0)).toNanos();
    for (long next = 0; next < SEEDS || System.nanoTime() - end < 0; next++) {
      live(next);
    }
    assertThat(moves)
        .as("moves that were made")
        .containsExactlyInAnyOrderElementsOf(
            StatusMove.ALL.stream().map(StatusMove::pair).toList());
  }

  private void live(long seed) {
    Random random = new Random(seed);
    SagaDefinition<String, Void> saga = RandomSaga.next("random", 1, random);
    for (int i = 0; i < LIVES; i++) {
      RandomLife life = new RandomLife(saga, random);
      try {
        life.live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dbackstitch.lives.seed=%d: %s".formatted(seed, life.life()), e);
      }
      moves.addAll(life.life().moves());
    }
  }
}
