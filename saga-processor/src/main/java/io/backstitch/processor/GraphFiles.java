package io.backstitch.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstitch.graph.OutlineType;
import io.backstitch.graph.SagaFacts;
import java.io.IOException;
import java.io.OutputStream;
import javax.annotation.processing.Filer;
import javax.tools.StandardLocation;

/** Writes the graph of a saga beside its classes: as JSON for programs, as Mermaid for people. */
final class GraphFiles {

  private static final String FOLDER = "META-INF/backstitch/";

  private final Filer filer;

  GraphFiles(Filer filer) {
    this.filer = filer;
  }

  void write(SagaModel saga) throws IOException {
    SagaFacts facts = facts(saga);
    write(saga, ".json", facts.json());
    write(saga, ".mmd", facts.mermaid());
  }

  private static SagaFacts facts(SagaModel saga) {
    SagaSource source = saga.source();
    return new SagaFacts(
        source.name(),
        source.header().version().value(),
        saga.bindings().input().map(Outlines::outline),
        saga.resultStep().map(GraphFiles::result),
        limits(source.header()),
        saga.outline());
  }

  private static SagaFacts.Limits limits(SagaSource.Header header) {
    return new SagaFacts.Limits(
        SagaDuration.parse(header.timeout().value()), SagaDuration.parse(header.grace().value()));
  }

  private static SagaFacts.Result result(StepSource step) {
    OutlineType type = Outlines.outline(step.returns().orElseThrow());
    return new SagaFacts.Result(type, step.name().value());
  }

  private void write(SagaModel saga, String ending, String content) throws IOException {
    SagaSource source = saga.source();
    String file = source.name() + ".v" + source.header().version().value() + ending;
    try (OutputStream stream =
        filer
            .createResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + file, source.type())
            .openOutputStream()) {
      stream.write(content.getBytes(UTF_8));
    }
  }
}
