package io.backstitch.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A running program of the operating system, with its output in a file. */
final class ChildProcess {

  private static final Duration POLL = Duration.ofMillis(5);
  private static final int TAIL_LINES = 40;

  /**
   * The signal that a parent's death sends is bound to the <em>thread</em> that started the child,
   * so all are started by one thread that lives as long as this JVM.
   */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "starts-child-processes");
            thread.setDaemon(true);
            return thread;
          });

  private final Program program;
  private final Process process;

  private ChildProcess(Program program, Process process) {
    this.program = program;
    this.process = process;
  }

  static ChildProcess start(Program program) {
    ProcessBuilder builder =
        new ProcessBuilder(program.command())
            .directory(program.work().path().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
    builder.environment().putAll(program.environment());
    try {
      return new ChildProcess(program, STARTER.submit(builder::start).get());
    } catch (ExecutionException e) {
      throw new ServerFailedException(program.name() + " could not be started: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(program.name() + " could not be started");
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until {@code ready}, or kills the process and says why it never was. */
  void awaitReady(BooleanSupplier ready, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failed("ended with exit code " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() > end) {
        kill();
        throw failed("was not ready within " + limit.toSeconds() + " s and was killed");
      }
      pause();
    }
  }

  /** Waits for the end, or kills the process and fails when it takes longer than {@code limit}. */
  int awaitExit(Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      throw interrupted("the wait for the end of " + program.name() + " was interrupted");
    }
    kill();
    throw failed("did not end within " + limit.toSeconds() + " s and was killed");
  }

  /** Sends a signal by its name; to a process that has ended, nothing. */
  void signal(String name) {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
    } catch (IOException e) {
      throw new ServerFailedException("SIG" + name + " to " + program.name() + " failed", e);
    } catch (InterruptedException e) {
      throw interrupted("SIG" + name + " to " + program.name() + " failed");
    }
  }

  /** SIGKILL for it and all that it started; returns when none of them runs any more. */
  void kill() {
    // Stopped first, so that nothing is forked between the look and the blow.
    signal("STOP");
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    while (process.isAlive() || family.stream().anyMatch(ChildProcess::runs)) {
      pause();
    }
  }

  /** Everything that it has written so far. */
  String output() {
    try {
      return Files.readString(program.log(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(its log cannot be read: " + e + ")";
    }
  }

  ServerFailedException failed(String what) {
    List<String> lines = output().lines().toList();
    String tail =
        String.join(
            System.lineSeparator(),
            lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    return new ServerFailedException(
        program.name()
            + " "
            + what
            + ". Nothing of it is left running. Its log ends with:"
            + System.lineSeparator()
            + (tail.isEmpty() ? "(nothing)" : tail));
  }

  /** An orphan that was killed can stay a zombie for a while; it does not run any more. */
  private static boolean runs(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return handle.isAlive() && !Files.isDirectory(Path.of("/proc/self"));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      throw interrupted("the wait for a child process was interrupted");
    }
  }

  private static ServerFailedException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new ServerFailedException(what + ": the thread was interrupted");
  }
}
