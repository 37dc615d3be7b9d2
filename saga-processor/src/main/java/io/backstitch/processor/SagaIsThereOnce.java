package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** No two sagas of one compilation have the same name and version, as far as they have a name. */
final class SagaIsThereOnce implements Rule {

  /** By name and version, the class that has it: by name, as elements end with their round. */
  private final Map<String, String> seen = new HashMap<>();

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    SagaSource source = saga.source();
    if (source.name().isBlank()) {
      return Stream.empty();
    }
    String type = source.type().getQualifiedName().toString();
    String key = source.name() + " v" + source.header().version().value();
    String other = seen.putIfAbsent(key, type);
    return other == null || other.equals(type)
        ? Stream.empty()
        : Stream.of(Finding.ofSaga(Problem.SAGA_TWICE, source.header().name().place(), other));
  }
}
