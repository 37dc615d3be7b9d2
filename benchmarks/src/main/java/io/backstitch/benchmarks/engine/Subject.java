package io.backstitch.benchmarks.engine;

import java.util.List;

/** Something about the engine that is measured. */
interface Subject {

  /** What it is called on the command line. */
  String name();

  List<Figure> measure(Bench bench) throws Exception;
}
