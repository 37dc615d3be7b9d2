package io.backstitch.runtime.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StormPlanTest {

  private static final Duration LENGTH = Duration.ofMinutes(1);

  @Test
  void the_seed_repeats_the_plan() {
    StormPlan plan = new StormPlan(7, LENGTH);
    StormPlan again = new StormPlan(7, LENGTH);
    StormPlan other = new StormPlan(8, LENGTH);

    assertThat(again.blows()).isEqualTo(plan.blows()).isNotEqualTo(other.blows());
    assertThat(again.visits()).isEqualTo(plan.visits()).isNotEqualTo(other.visits());
    assertThat(again.survivor()).isEqualTo(plan.survivor());
  }

  @Test
  void a_minute_has_blows_of_all_kinds_and_sagas_of_all_shapes() {
    StormPlan plan = new StormPlan(7, LENGTH);

    assertThat(plan.blows())
        .hasSizeGreaterThan(50)
        .extracting(Blow::kind)
        .contains(Blow.Kind.values());
    assertThat(plan.visits()).hasSizeGreaterThan(1_000);
    for (Shape shape : Shapes.ALL) {
      assertThat(plan.visits())
          .filteredOn(visit -> visit.order().shape().equals(shape.name()))
          .extracting(visit -> visit.order().script())
          .containsAll(shape.allScripts());
    }
  }

  @Test
  void who_is_frozen_sleeps_longer_than_the_lease() {
    assertThat(new StormPlan(7, LENGTH).blows())
        .filteredOn(blow -> blow.kind().name().startsWith("FREEZE"))
        .isNotEmpty()
        .allMatch(blow -> blow.millis() > StormPlan.LEASE.toMillis());
  }
}
