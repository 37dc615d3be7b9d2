package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.benchmarks.Rounds.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void takes_the_middle_of_an_odd_number_and_the_mean_of_two_middles() {
    assertThat(Rounds.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    assertThat(Rounds.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
  }

  @Test
  void does_not_count_the_warm_up() throws Exception {
    assertThat(new Rounds(1, 3).medians(List.of(figures(1000, 3, 1, 2)))).containsExactly(2.0);
  }

  @Test
  void measures_in_turns() throws Exception {
    List<String> turns = new ArrayList<>();
    new Rounds(0, 2)
        .medians(
            List.of(
                () -> {
                  turns.add("engine");
                  return 1;
                },
                () -> {
                  turns.add("floor");
                  return 1;
                }));

    assertThat(turns).containsExactly("engine", "floor", "engine", "floor");
  }

  private static Measurement figures(double... figures) {
    Iterator<Double> next = Arrays.stream(figures).iterator();
    return next::next;
  }
}
