package io.backstitch.graph;

import java.util.stream.Stream;

/** One thing that the graph of every saga has to be. */
public interface GraphRule {

  /** What is wrong with a saga, in the order of its source; nothing that follows from another. */
  Stream<Finding> judge(SagaOutline saga);

  /** Whether what it finds makes all else that could be said of the saga a guess. */
  default boolean endsTheMatter() {
    return false;
  }
}
