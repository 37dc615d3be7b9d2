package io.backstitch.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A handle that knows the end if the saga ended here, and else asks the table. */
final class WatchedSaga<R extends @Nullable Object> implements SagaHandle<R> {

  private final StartedSaga saga;
  private final SagaWatch watch;
  private final Runnable pickUp;
  private final Function<SagaEnd, SagaOutcome<R>> decode;

  WatchedSaga(
      StartedSaga saga,
      SagaWatch watch,
      Runnable pickUp,
      Function<SagaEnd, SagaOutcome<R>> decode) {
    this.saga = saga;
    this.watch = watch;
    this.pickUp = pickUp;
    this.decode = decode;
  }

  @Override
  public UUID sagaId() {
    return saga.id();
  }

  @Override
  public String key() {
    return saga.start().key();
  }

  @Override
  public Optional<SagaOutcome<R>> outcome() {
    return known().or(() -> watch.look(saga.id())).map(decode);
  }

  @Override
  public SagaOutcome<R> await(Duration atMost) {
    return decode.apply(known().orElseGet(() -> end(atMost)));
  }

  /** Only what cannot change: a person may end a parked saga. */
  private Optional<SagaEnd> known() {
    return saga.ending().end().filter(end -> end.status().isFinal());
  }

  private SagaEnd end(Duration atMost) {
    if (!watch.runsHere(saga.id())) {
      pickUp.run();
    }
    return watch.await(saga.id(), saga.start().who(), atMost);
  }
}
