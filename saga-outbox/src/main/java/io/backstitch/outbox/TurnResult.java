package io.backstitch.outbox;

/** How a turn of a relay ended, if the database took part. */
sealed interface TurnResult {

  /** Tells the relay, which decides how long to pause. */
  Pause pauseAfter(RelayLoop relay);

  /** No free lane had a message. */
  record NothingToDo() implements TurnResult {
    @Override
    public Pause pauseAfter(RelayLoop relay) {
      return relay.foundNothing();
    }
  }

  /** Others hold all the lanes that have messages. */
  record OthersAtWork() implements TurnResult {
    @Override
    public Pause pauseAfter(RelayLoop relay) {
      return relay.othersAreAtWork();
    }
  }

  /**
   * Messages were delivered, buried or parked.
   *
   * @param confirmed how many the broker took
   * @param more whether there may be more at once
   */
  record Relayed(int confirmed, boolean more) implements TurnResult {
    @Override
    public Pause pauseAfter(RelayLoop relay) {
      return relay.relayed(confirmed, more);
    }
  }

  /**
   * The broker did not take all; what it did not take is still there.
   *
   * @param cause what it said, or its silence
   * @param progress whether anything was delivered or buried all the same
   */
  record BrokerAway(Throwable cause, boolean progress) implements TurnResult {
    @Override
    public Pause pauseAfter(RelayLoop relay) {
      return relay.brokerIsAway(cause, progress);
    }
  }
}
