package io.backstitch.runtime;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of the sagas that were asked for.
 *
 * @param sagas the sagas, the newest first
 * @param next what to ask with for those that follow; null if there are none
 */
public record SagaPage(List<SagaView> sagas, @Nullable UUID next) {

  /** Copies the list. */
  public SagaPage {
    sagas = List.copyOf(sagas);
  }
}
