package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.runtime.PlanningBenchmark.Way;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningBenchmarkTest {

  @ParameterizedTest
  @CsvSource({"CHAIN_FORWARD, 4", "CHAIN_BACK, 4", "DIAMOND_FORWARD, 9", "DIAMOND_BACK, 9"})
  void engine_and_floor_plan_the_whole_way_but_for_what_it_begins_with(Way way, int steps) {
    PlanningBenchmark benchmark = new PlanningBenchmark();
    benchmark.way = way;
    benchmark.walk();

    assertThat(benchmark.plan()).isEqualTo(steps);
    assertThat(benchmark.planFloor()).isEqualTo(steps);
  }
}
