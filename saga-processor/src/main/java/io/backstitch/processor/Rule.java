package io.backstitch.processor;

import io.backstitch.graph.Finding;
import java.util.stream.Stream;

/** One thing that every saga has to be. */
interface Rule {

  /** What is wrong with a saga, in the order of its source; nothing that follows from another. */
  Stream<Finding> judge(SagaModel saga);

  /** The sentence that it is. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Whether what it finds makes all else that could be said of the saga a guess. */
  default boolean endsTheMatter() {
    return false;
  }
}
