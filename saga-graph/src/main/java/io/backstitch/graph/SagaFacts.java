package io.backstitch.graph;

import java.time.Duration;
import java.util.Optional;

/**
 * A saga without mistakes, as its drawings show it.
 *
 * @param name the name stored with every instance
 * @param version the version of the graph
 * @param input the type of the input, if there is one
 * @param result the result, if there is one
 * @param limits how long it may take
 * @param graph its steps and what undoes them
 */
public record SagaFacts(
    String name,
    int version,
    Optional<OutlineType> input,
    Optional<Result> result,
    Limits limits,
    SagaOutline graph) {

  /**
   * The result of a saga.
   *
   * @param type its type
   * @param step the step whose result it is
   */
  public record Result(OutlineType type, String step) {}

  /**
   * How long a saga may take.
   *
   * @param timeout the whole of it, if there is a limit
   * @param grace steps beside a failed one, if there is a limit
   */
  public record Limits(Optional<Duration> timeout, Optional<Duration> grace) {}

  /** The saga as JSON; {@code docs/graph.md} describes the format. */
  public String json() {
    return new GraphJson(this).text();
  }

  /** The saga as a Mermaid flow chart. */
  public String mermaid() {
    return new GraphMermaid(this).text();
  }
}
