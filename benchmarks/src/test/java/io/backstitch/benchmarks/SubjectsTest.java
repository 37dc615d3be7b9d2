package io.backstitch.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectsTest {

  private final Subjects<String> subjects =
      new Subjects<>(List.of(new Named("remote"), new Named("full"), new Named("alone")));

  private record Named(String name) implements Subject<String> {
    @Override
    public List<Figure> measure(String bench) {
      return List.of();
    }
  }

  @Test
  void some_are_measured_in_the_order_of_all() {
    assertThat(subjects.named(List.of("alone", "remote")))
        .extracting(Subject::name)
        .containsExactly("remote", "alone");
  }

  @Test
  void all_are_measured_if_none_is_named() {
    assertThat(subjects.named(List.of())).isEqualTo(subjects.all());
  }

  @Test
  void none_that_is_unknown_is_passed_over() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> subjects.named(List.of("alone", "together")))
        .withMessage("no subject is called together; there are remote, full, alone");
  }
}
