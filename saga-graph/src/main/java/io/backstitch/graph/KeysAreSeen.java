package io.backstitch.graph;

import java.util.stream.Stream;

/** A remote step is told the key by which the other side can recognize a second attempt. */
final class KeysAreSeen implements GraphRule {

  @Override
  public Stream<Finding> judge(SagaOutline saga) {
    return saga.steps().stream()
        .filter(step -> step.method().kind() == MethodOutline.Kind.REMOTE_WITHOUT_KEY)
        .map(step -> Finding.of(Problem.KEY_NOT_SEEN, step.method().place(), step.title()));
  }
}
