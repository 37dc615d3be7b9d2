package io.backstitch.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A handle that looks into the table. */
final class WatchedSaga<R extends @Nullable Object> implements SagaHandle<R> {

  private final UUID id;
  private final NewSaga saga;
  private final SagaWatch watch;
  private final Runnable pickUp;
  private final Function<SagaEnd, SagaOutcome<R>> decode;

  WatchedSaga(
      UUID id,
      NewSaga saga,
      SagaWatch watch,
      Runnable pickUp,
      Function<SagaEnd, SagaOutcome<R>> decode) {
    this.id = id;
    this.saga = saga;
    this.watch = watch;
    this.pickUp = pickUp;
    this.decode = decode;
  }

  @Override
  public UUID sagaId() {
    return id;
  }

  @Override
  public String key() {
    return saga.key();
  }

  @Override
  public Optional<SagaOutcome<R>> outcome() {
    return watch.look(id).map(decode);
  }

  @Override
  public SagaOutcome<R> await(Duration atMost) {
    pickUp.run();
    return decode.apply(watch.await(id, saga.who(), atMost));
  }
}
