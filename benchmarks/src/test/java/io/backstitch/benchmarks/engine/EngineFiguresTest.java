package io.backstitch.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EngineFiguresTest {

  @Test
  void the_script_knows_all_subjects() throws Exception {
    assertThat(Files.readString(Path.of("..", "bench")))
        .contains("\nsubjects=\"" + String.join(" ", EngineFigures.SUBJECTS.names()) + "\"\n");
  }
}
