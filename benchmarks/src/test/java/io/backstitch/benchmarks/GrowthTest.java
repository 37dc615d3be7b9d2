package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backstitch.benchmarks.Growth.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

  @Test
  void finds_the_exponent_of_a_power() {
    List<Point> squares = List.of(new Point(10, 300), new Point(20, 1200), new Point(50, 7500));

    assertThat(Growth.of("squares", squares).exponent()).isCloseTo(2, within(1e-9));
  }
}
