package io.backstitch.runtime.storm;

import java.util.List;

/** What goes wrong in one saga, whatever the storm does; the saga's input. */
record Script(String text) {

  /** It fails for good, without an effect. */
  boolean fails(String call) {
    return says(call + " fails");
  }

  /** Each attempt has its effect, and its answer is lost. */
  boolean doubts(String call) {
    return says(call + " doubts");
  }

  /** The first attempt has its effect, and its answer is lost. */
  boolean stumbles(String call) {
    return says(call + " stumbles");
  }

  /** The first attempt does not answer. */
  boolean hangs(String call) {
    return says(call + " hangs");
  }

  private boolean says(String line) {
    return List.of(text.split(",")).contains(line);
  }
}
