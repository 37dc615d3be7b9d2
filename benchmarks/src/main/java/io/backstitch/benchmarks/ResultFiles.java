package io.backstitch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder that keeps what was measured: one file for each group and release of Java.
 *
 * @param folder of all groups
 * @param group whose files these are
 */
record ResultFiles(Path folder, Group group) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** All that is kept, the newest release first. */
  List<Release> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(group.sign() + "-\\d+\\.json"))
          .map(file -> JSON.readValue(file, Release.class))
          .sorted(Comparator.comparingInt(Release::feature).reversed())
          .toList();
    }
  }

  /** Keeps what was measured, beside what was measured before of other subjects of the group. */
  void keep(Release release, List<String> subjects) throws IOException {
    Release merged =
        all().stream()
            .filter(earlier -> earlier.feature() == release.feature())
            .findFirst()
            .map(earlier -> release.andStill(earlier, subjects))
            .orElse(release);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(group.sign() + "-" + release.feature() + ".json"),
        JSON.writeValueAsString(merged) + "\n");
  }

  /** What the engine's first version was measured at on a release of Java. */
  Optional<Release> firstVersion(int feature) {
    Path file = folder.resolve("first-version.json");
    return Files.exists(file)
        ? Arrays.stream(JSON.readValue(file, Release[].class))
            .filter(release -> release.feature() == feature)
            .findFirst()
        : Optional.empty();
  }
}
