package io.backstitch.benchmarks.engine;

import io.backstitch.benchmarks.Callers;

/** Who does the work: the engine, or a floor. */
interface Contender extends AutoCloseable {

  /** How many threads do it, where so many sagas are to be under way at once. */
  int callers(int atOnce);

  /**
   * What each of these threads calls again and again.
   *
   * @param keys what the keys of the sagas begin with
   */
  Callers.Work work(int atOnce, String keys);

  @Override
  void close();
}
