package io.backstitch.benchmarks.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RelayFiguresTest {

  @Test
  void the_script_knows_all_subjects() throws Exception {
    assertThat(Files.readString(Path.of("..", "bench")))
        .contains("\nrelay_subjects=\"" + String.join(" ", RelayFigures.SUBJECTS.names()) + "\"\n");
  }
}
