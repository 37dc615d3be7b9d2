package io.backstitch.benchmarks;

import java.nio.file.Path;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** Records a flight of each subject, where that is wanted. */
final class FlightRecorder {

  /** Whose value is {@code true}. */
  private static final String WANTED = "backstitch.bench.profile";

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Flight<T> {
    T fly() throws Exception;
  }

  private FlightRecorder() {}

  static <T> T record(Path folder, String subject, Flight<T> flight) throws Exception {
    if (!Boolean.getBoolean(WANTED)) {
      return flight.fly();
    }
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      T result = flight.fly();
      Path file = folder.resolve(subject + ".jfr");
      recording.dump(file);
      Progress.show(subject + ": recorded to " + file);
      return result;
    }
  }
}
