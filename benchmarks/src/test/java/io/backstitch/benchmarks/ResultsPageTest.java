package io.backstitch.benchmarks;

import static io.backstitch.benchmarks.Samples.figure;
import static io.backstitch.benchmarks.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.benchmarks.Aim.Beside;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsPageTest {

  @Test
  void shows_each_figure_beside_its_floors_and_says_whether_it_is_enough() {
    Figure enough =
        figure("remote", "many", 6000)
            .besideA(1000)
            .besideB(8000)
            .aims(Aim.atLeast(5, Beside.FLOOR_A), Aim.atLeast(0.6, Beside.FLOOR_B));
    Figure tooSlow =
        figure("remote", "more", 5999)
            .beside("with fewer", 6000)
            .aims(Aim.atLeast(1, Beside.OTHER));
    Figure reported = figure("allocation", "all", 1);

    assertThat(ResultsPage.table(Group.ENGINE, List.of(enough, tooSlow, reported)))
        .isEqualTo(
            """
            | figure | unit    | engine | floor (a) | floor (b) | ÷ (a) | ÷ (b) | compared with             | aim                    | met    | measured                      |
            |--------|---------|-------:|----------:|----------:|------:|------:|---------------------------|------------------------|--------|-------------------------------|
            | many   | sagas/s |  6,000 |     1,000 |     8,000 |  6.00 |  0.75 | –                         | ≥ 5 × (a), ≥ 0.6 × (b) | yes    | 2026-11-20, abc1234, 3 rounds |
            | more   | sagas/s |  5,999 |         – |         – |     – |     – | 6,000 with fewer (× 1.00) | ≥ 1 × that             | **no** | 2026-11-20, abc1234, 3 rounds |
            | all    | sagas/s |      1 |         – |         – |     – |     – | –                         | –                      | –      | 2026-11-20, abc1234, 3 rounds |
            """);
  }

  @Test
  void has_a_section_for_each_release_with_its_machine() {
    String page =
        ResultsPage.chapter(
            Group.ENGINE,
            List.of(
                release(25, figure("remote", "many", 2)),
                release(17, figure("remote", "many", 1))));

    assertThat(page)
        .containsSubsequence(
            "## Java 25\n",
            "2 cores, 24 GiB, Linux 6.18; Java 17.0.15; PostgreSQL 15.19, fsync on, synchronous_commit on",
            "| many ",
            "## Java 17\n",
            "| many ");
  }
}
