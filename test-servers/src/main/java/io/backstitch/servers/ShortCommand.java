package io.backstitch.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the operating system that is over soon.
 *
 * @param command the executable and its arguments
 * @param environment added to the environment of this JVM
 */
record ShortCommand(List<String> command, Map<String, String> environment) {

  /**
   * How it ended.
   *
   * @param exitCode 0 if it did what it was asked to
   * @param output both its outputs
   */
  record Ended(int exitCode, String output) {}

  /** Runs it; one that takes longer than {@code limit} is killed and fails. */
  Ended run(Duration limit) {
    try {
      Path output = Files.createTempFile("backstitch-command-", ".log");
      try {
        return run(output, limit);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException("The wait for " + command + " was interrupted", e);
    }
  }

  private Ended run(Path output, Duration limit) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new ServerFailedException(
          "%s took longer than %d s and was killed".formatted(command, limit.toSeconds()));
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
