package io.backstitch.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectsTest {

  @Test
  void the_script_knows_them_all() throws Exception {
    assertThat(Files.readString(Path.of("..", "bench")))
        .contains("\nsubjects=\"" + String.join(" ", Subjects.names()) + "\"\n");
  }

  @Test
  void some_are_measured_in_the_order_of_all() {
    assertThat(Subjects.named(List.of("alone", "remote")))
        .extracting(Subject::name)
        .containsExactly("remote", "alone");
  }

  @Test
  void none_that_is_unknown_is_passed_over() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Subjects.named(List.of("alone", "together")))
        .withMessageStartingWith("no subject is called together; there are remote,");
  }
}
