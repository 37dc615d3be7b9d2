package io.backstitch.benchmarks;

import java.util.List;

/**
 * Something that is measured.
 *
 * @param <B> where it is measured
 */
public interface Subject<B> {

  /** What it is called on the command line. */
  String name();

  /**
   * Measures it.
   *
   * @return each figure with its floors and its aims
   * @throws Exception if something cannot be measured, or was not done as it should be
   */
  List<Figure> measure(B bench) throws Exception;
}
