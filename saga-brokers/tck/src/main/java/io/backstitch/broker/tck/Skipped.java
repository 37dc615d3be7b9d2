package io.backstitch.broker.tck;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Says loudly what is not tested and why. */
final class Skipped {

  private Skipped() {}

  static <T> T unless(Optional<T> given, String method, String untested) {
    return given.orElseGet(
        () -> {
          String why =
              "%s() of this contract is empty. Not tested: %s. Return one to test it."
                  .formatted(method, untested);
          System.err.println("MessageBrokerContract: " + why);
          return Assumptions.abort(why);
        });
  }
}
