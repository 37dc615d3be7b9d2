package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.NameOfSaga;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Said;
import java.util.stream.Stream;

/** A saga has a name and a version under which its instances can be stored. */
final class SagaHasAName implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    Said<String> name = saga.source().header().name();
    Said<Integer> version = saga.source().header().version();
    Stream.Builder<Finding> findings = Stream.builder();
    if (!NameOfSaga.isLegal(name.value())) {
      findings.add(
          Finding.ofSaga(
              Problem.BAD_SAGA_NAME,
              name.place(),
              name.value(),
              NameOfSaga.like(name.value(), saga.source().type().getSimpleName().toString())));
    }
    if (version.value() < 1) {
      findings.add(Finding.ofSaga(Problem.BAD_VERSION, version.place(), version.value()));
    }
    return findings.build();
  }
}
