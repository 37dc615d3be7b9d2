package io.backstitch.benchmarks.engine;

/**
 * The input of every saga that is measured.
 *
 * @param id the saga's key
 * @param caller which caller runs it: no two at once have the same, so neither do they share rows
 * @param cents some number
 */
public record Order(String id, int caller, long cents) {

  static final long CENTS = 1999;
}
