package io.backstitch.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.JavaProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The demo as the script starts it, with few orders. */
class DemoTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void holds_though_a_shop_and_a_relay_are_killed() {
    try (JavaProcess demo = JavaProcess.start(Demo.class, "300", "2", "true", "false", "1")) {
      int exitCode = demo.awaitExit(LIMIT);

      assertThat(demo.output())
          .contains("kill -9: one shop and one relay")
          .contains("The audit holds.");
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void leaves_no_process_behind_when_it_is_interrupted() throws Exception {
    try (JavaProcess demo = JavaProcess.start(Demo.class, "20000", "2", "true", "false", "1")) {
      demo.awaitOutput("0 of 20,000 orders ended", LIMIT);
      List<ProcessHandle> everything =
          ProcessHandle.of(demo.pid()).orElseThrow().descendants().toList();
      assertThat(everything).hasSizeGreaterThan(5);

      demo.interrupt();

      assertThat(demo.awaitExit(LIMIT)).isEqualTo(130);
      for (ProcessHandle process : everything) {
        process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }
}
