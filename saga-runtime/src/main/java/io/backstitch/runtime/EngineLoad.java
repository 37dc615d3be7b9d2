package io.backstitch.runtime;

/**
 * How much an engine has to do at the moment. Counted in this process, not in the tables.
 *
 * @param ofCallers sagas of callers of {@code run} and {@code execute}, which have no limit but the
 *     number of those callers; also those whose caller was interrupted and has left
 * @param ofEngine sagas that the engine runs in threads of its own: submitted ones, and ones that
 *     it took from the table
 * @param mostOfEngine the limit of these, from {@link SagaEngineBuilder#mostSagas}
 * @param othersWait whether sagas wait in the table for room, as far as this engine knows
 */
public record EngineLoad(int ofCallers, int ofEngine, int mostOfEngine, boolean othersWait) {

  /**
   * Whether the next submitted saga has to wait in the table.
   *
   * @return whether the limit is reached
   */
  public boolean isFull() {
    return ofEngine >= mostOfEngine;
  }
}
