package io.backstitch.broker.tck;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter said about one message.
 *
 * @param message what it was handed
 * @param verdict what its answer means to the relay
 * @param failure as the relay reads it; null if the message is safe or was not answered
 */
record Answer(OutboxMessage message, Verdict verdict, @Nullable Throwable failure) {

  /** What an answer means to the relay. */
  enum Verdict {
    SAFE,
    REFUSED,
    AWAY,
    UNANSWERED
  }

  static Answer none(OutboxMessage message) {
    return new Answer(message, Verdict.UNANSWERED, null);
  }

  static Answer about(OutboxMessage message, @Nullable Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause == null) {
      return new Answer(message, Verdict.SAFE, null);
    }
    boolean refused = cause instanceof MessageRejectedException;
    return new Answer(message, refused ? Verdict.REFUSED : Verdict.AWAY, cause);
  }

  boolean is(Verdict expected) {
    return verdict == expected;
  }

  @Override
  public String toString() {
    return message
        + " with key '"
        + message.key()
        + "': "
        + verdict
        + (failure == null ? "" : " by " + failure);
  }
}
