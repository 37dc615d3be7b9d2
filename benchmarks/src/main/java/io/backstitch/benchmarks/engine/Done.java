package io.backstitch.benchmarks.engine;

/**
 * The result of every step, and its event.
 *
 * @param id the saga's key
 * @param step which step, from 1
 * @param cents some number
 */
public record Done(String id, int step, long cents) {

  /** What a codec makes of it, for those who write it by hand. */
  String json() {
    return "{\"id\":\"" + id + "\",\"step\":" + step + ",\"cents\":" + cents + "}";
  }
}
