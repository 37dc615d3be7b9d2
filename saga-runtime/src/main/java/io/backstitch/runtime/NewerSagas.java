package io.backstitch.runtime;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of each saga that only a newer version of the library can go on with. */
final class NewerSagas {

  private static final Logger log = LoggerFactory.getLogger(NewerSagas.class);

  /** So many are remembered; of one that was met before them it is told again. */
  private static final int MOST = 1_000;

  private final String engine;
  private final Set<UUID> told = new HashSet<>();
  private final Queue<UUID> inOrder = new ArrayDeque<>();

  NewerSagas(String engine) {
    this.engine = engine;
  }

  void tell(List<SagaClaims.Found> sagas) {
    for (SagaClaims.Found saga : sagas) {
      if (remember(saga.head().id())) {
        log.warn(
            "Saga {} '{}' waits for a newer engine: its journal holds a fact that this version of the library does not know. Engine {} leaves it as it is and goes on with the others. Keep an engine of the newer version running, or update this one.",
            new TypeVersion(saga.type(), saga.version()),
            saga.head().key(),
            engine);
      }
    }
  }

  private boolean remember(UUID saga) {
    if (!told.add(saga)) {
      return false;
    }
    inOrder.add(saga);
    if (inOrder.size() > MOST) {
      told.remove(inOrder.remove());
    }
    return true;
  }
}
