package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backstitch.benchmarks.Aim.Beside;
import org.junit.jupiter.api.Test;

class AimTest {

  private final Figure figure =
      Samples.figure("remote", "many", 500).besideA(100).besideB(1000).beside("the first", 400);

  @Test
  void is_met_at_its_limit() {
    assertThat(Aim.atLeast(5, Beside.FLOOR_A).isMetBy(figure)).isTrue();
    assertThat(Aim.atLeast(5.01, Beside.FLOOR_A).isMetBy(figure)).isFalse();
    assertThat(Aim.atMost(1.25, Beside.OTHER).isMetBy(figure)).isTrue();
    assertThat(Aim.atMost(1.24, Beside.OTHER).isMetBy(figure)).isFalse();
    assertThat(Aim.below(500, Beside.NOTHING).isMetBy(figure)).isFalse();
  }

  @Test
  void is_of_each_floor_by_itself() {
    assertThat(Aim.atLeast(0.6, Beside.FLOOR_B).isMetBy(figure)).isFalse();
    assertThat(figure.aims(Aim.atLeast(5, Beside.FLOOR_A)).reachesItsAims()).isTrue();
    assertThat(
            figure
                .aims(Aim.atLeast(5, Beside.FLOOR_A), Aim.atLeast(0.6, Beside.FLOOR_B))
                .reachesItsAims())
        .isFalse();
  }

  @Test
  void judges_the_figure_that_is_read() {
    Figure flushes = Figure.of("flushes", "alone", Unit.FLUSHES, 4.0449);

    assertThat(flushes.value()).isEqualTo(4.04);
    assertThat(Aim.about(4).isMetBy(flushes)).isTrue();
    assertThat(Aim.about(4).isMetBy(Figure.of("flushes", "alone", Unit.FLUSHES, 4.05))).isFalse();
    assertThat(Aim.about(4).isMetBy(Figure.of("flushes", "alone", Unit.FLUSHES, 3.9))).isFalse();
  }

  @Test
  void is_refused_beside_what_was_not_measured() {
    Figure alone = Samples.figure("alone", "p50", 1).besideA(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> alone.aims(Aim.atLeast(1, Beside.FLOOR_B)))
        .withMessageContaining("FLOOR_B");
  }
}
