package io.backstitch.broker.rabbitmq;

import io.backstitch.outbox.MessageRejectedException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A letter on its way, from the send until RabbitMQ has answered. Only the first answer counts. */
final class Parcel {

  private final Key key;
  private final Letter letter;
  private final Consumer<Parcel> onArrival;
  private final CompletableFuture<Void> answer = new CompletableFuture<>();
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile @Nullable MessageRejectedException returned;

  /**
   * A parcel.
   *
   * @param onArrival called once, before anybody hears of the answer
   */
  Parcel(Key key, Letter letter, Consumer<Parcel> onArrival) {
    this.key = key;
    this.letter = letter;
    this.onArrival = onArrival;
  }

  /** One message may go to several destinations. */
  record Key(UUID id, String destination) {}

  Key key() {
    return key;
  }

  Letter letter() {
    return letter;
  }

  CompletionStage<Void> answer() {
    return answer;
  }

  int bytes() {
    return letter.size();
  }

  /** RabbitMQ sends back what no queue takes, and confirms it after that. */
  void comesBack(MessageRejectedException why) {
    returned = why;
  }

  boolean cameBack() {
    return returned != null;
  }

  void confirm() {
    MessageRejectedException why = returned;
    if (why != null) {
      fail(why);
    } else if (answered.compareAndSet(false, true)) {
      onArrival.accept(this);
      answer.complete(null);
    }
  }

  void fail(Throwable why) {
    if (answered.compareAndSet(false, true)) {
      onArrival.accept(this);
      answer.completeExceptionally(why);
    }
  }
}
