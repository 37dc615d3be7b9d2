package io.backstitch.processor;

import io.backstitch.graph.SagaOutline;
import io.backstitch.graph.StepNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.util.Types;

/** The second stage: what a saga class means, as far as its mistakes let one tell. */
final class SagaModel {

  private final SagaSource source;
  private final StepNames<StepSource> names;
  private final Bindings bindings;
  private final Outlines outlines;

  SagaModel(SagaSource source, Types types) {
    this.source = source;
    this.names = StepSource.names(source.steps());
    this.bindings = new Bindings(source, names, types);
    this.outlines = new Outlines(source, bindings);
  }

  SagaSource source() {
    return source;
  }

  StepNames<StepSource> names() {
    return names;
  }

  Bindings bindings() {
    return bindings;
  }

  /** The graph of the saga. */
  SagaOutline outline() {
    return outlines.saga();
  }

  List<StepSource> steps() {
    return source.steps();
  }

  List<CompensationSource> compensations() {
    return source.compensations();
  }

  /** What undoes a step: more than one only by mistake. */
  Stream<CompensationSource> compensationsOf(StepSource step) {
    return compensations().stream().filter(undo -> undoneBy(undo).filter(step::equals).isPresent());
  }

  /** The step that a compensation undoes, or was probably meant to. */
  Optional<StepSource> undoneBy(CompensationSource undo) {
    return names.meant(undo.step().value());
  }

  /** Whether one step certainly comes before another. */
  boolean isBefore(StepSource one, StepSource other) {
    return outline().graph().isBefore(outlines.of(one), outlines.of(other));
  }

  /** Whether all that comes before a step is known. */
  boolean isSure(StepSource step) {
    return outline().graph().isSure(outlines.of(step));
  }

  Binding binding(ParameterSource parameter) {
    return bindings.of(parameter);
  }

  /** The step whose result is the saga's: the one named, or the only last one that returns. */
  Optional<StepSource> resultStep() {
    String said = source.header().result().value();
    if (!said.isEmpty()) {
      return names.find(said);
    }
    List<StepSource> last =
        outline()
            .graph()
            .last()
            .map(outlines::source)
            .filter(StepSource::returnsSomething)
            .toList();
    return last.size() == 1 ? Optional.of(last.get(0)) : Optional.empty();
  }
}
