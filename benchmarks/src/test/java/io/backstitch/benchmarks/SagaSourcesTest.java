package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.benchmarks.Javac.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SagaSourcesTest {

  @Test
  void the_compiler_takes_them_with_and_without_the_processor() throws Exception {
    try (Javac javac = new Javac(SagaSources.of(2, 3, 1))) {
      for (Mode mode : Mode.values()) {
        assertThat(javac.cpuTime(mode)).as(mode.name()).isPositive();
      }
    }
  }

  @Test
  void a_seed_always_gives_the_same_sources() {
    Map<String, String> sources = SagaSources.of(3, 10, 42);

    assertThat(SagaSources.of(3, 10, 42)).isEqualTo(sources);
    assertThat(SagaSources.of(3, 10, 43)).isNotEqualTo(sources);
  }
}
