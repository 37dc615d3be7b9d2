package io.backstitch.outbox;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a broker said about one message. */
sealed interface BrokerAnswer {

  StoredMessage message();

  /** Tells the delivery, which knows what follows. */
  void tell(Delivery delivery);

  /** It is safe. */
  record Confirmed(StoredMessage message) implements BrokerAnswer {
    @Override
    public void tell(Delivery delivery) {
      delivery.confirmed(message);
    }
  }

  /** It will never be taken. */
  record Rejected(StoredMessage message, MessageRejectedException why) implements BrokerAnswer {
    @Override
    public void tell(Delivery delivery) {
      delivery.rejected(message, why);
    }
  }

  /** Nobody knows, and nobody is to blame. */
  record Again(StoredMessage message, SendAgainException why) implements BrokerAnswer {
    @Override
    public void tell(Delivery delivery) {
      delivery.sendAgain(why);
    }
  }

  /** Nobody knows: the broker is away. */
  record Away(StoredMessage message, Throwable cause) implements BrokerAnswer {
    @Override
    public void tell(Delivery delivery) {
      delivery.brokerIsAway(cause);
    }
  }

  static BrokerAnswer about(StoredMessage message, @Nullable Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause == null) {
      return new Confirmed(message);
    }
    if (cause instanceof MessageRejectedException rejection) {
      return new Rejected(message, rejection);
    }
    return cause instanceof SendAgainException again
        ? new Again(message, again)
        : new Away(message, cause);
  }
}
