package io.backstitch.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JavaProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void runs_a_main_class_and_keeps_what_it_says() {
    try (JavaProcess process = JavaProcess.start(List.of("-Dtone=loud"), Speaker.class, "ends")) {
      assertThat(process.awaitExit(LIMIT)).isEqualTo(3);
      assertThat(process.output()).contains("said loud").contains("said on the error output");
    }
  }

  @Test
  void is_gone_after_a_kill_even_when_frozen() {
    try (JavaProcess process = JavaProcess.start(Speaker.class, "stays")) {
      process.awaitOutput("said", LIMIT);
      process.freeze();

      process.kill();

      assertThat(process.isAlive()).isFalse();
      assertThat(process.awaitExit(LIMIT)).isEqualTo(137);
      assertThat(process.output()).doesNotContain("hook");
    }
  }

  @Test
  void hears_nothing_while_frozen_and_goes_on_when_thawed() {
    try (JavaProcess process = JavaProcess.start(Speaker.class, "stays")) {
      process.awaitOutput("said", LIMIT);
      process.freeze();
      process.terminate();
      assertThat(state(process)).isEqualTo("T (stopped)");

      process.thaw();

      assertThat(process.awaitExit(LIMIT)).isEqualTo(143);
      assertThat(process.output()).contains("hook");
    }
  }

  @Test
  void ends_with_its_parent_even_when_that_is_killed() throws Exception {
    try (JavaProcess parent = JavaProcess.start(Parent.class)) {
      parent.awaitOutput("child ", LIMIT);
      String text = parent.output();
      long pid = Long.parseLong(text.substring(text.indexOf("child ") + 6).trim());
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

      Process onlyTheParent = new ProcessBuilder("sh", "-c", "kill -KILL " + parent.pid()).start();
      assertThat(onlyTheParent.waitFor()).isZero();

      child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void says_what_a_process_that_ended_too_soon_had_said() {
    try (JavaProcess process = JavaProcess.start(Speaker.class, "ends")) {
      assertThatThrownBy(() -> process.awaitOutput("never said", LIMIT))
          .isInstanceOf(ServerFailedException.class)
          .hasMessageContaining("Speaker ended with exit code 3")
          .hasMessageContaining("said on the error output");
    }
  }

  private static String state(JavaProcess process) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("State:"))
          .findFirst()
          .orElseThrow()
          .substring("State:".length())
          .trim();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static final class Speaker {
    public static void main(String[] arguments) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
      System.err.println("said on the error output");
      System.out.println("said " + System.getProperty("tone"));
      if (arguments[0].equals("ends")) {
        System.exit(3);
      }
      Thread.currentThread().join();
    }
  }

  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      JavaProcess child = JavaProcess.start(Speaker.class, "stays");
      System.out.println("child " + child.pid());
      Thread.currentThread().join();
    }
  }
}
