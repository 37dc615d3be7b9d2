package io.backstitch.broker.kafka;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.outbox.SendAgainException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a relay hands over: all of it to one producer, which is given up as soon as one
 * message fails on its way. The rest of the series fails then too, for the next producer could be
 * quicker than the news.
 */
final class KafkaSeries implements MessageBroker.Series {

  private final Producers producers;
  private final OnTheirWay onTheirWay;
  private final MissingTopics missingTopics;
  private final CloudEvent form;
  private @Nullable OpenProducer producer;
  private boolean isBroken;

  KafkaSeries(
      Producers producers, OnTheirWay onTheirWay, MissingTopics missingTopics, CloudEvent form) {
    this.producers = producers;
    this.onTheirWay = onTheirWay;
    this.missingTopics = missingTopics;
    this.form = form;
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    try {
      missingTopics.refuse(message);
      return handOver(message, producer());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private OpenProducer producer() {
    OpenProducer used = producer;
    if (used == null) {
      used = producers.current();
      producer = used;
    } else if (isBroken || !producers.isCurrent(used)) {
      throw failedBefore(used);
    }
    return used;
  }

  private static RuntimeException failedBefore(OpenProducer used) {
    String why =
        "a message that was handed over earlier has failed on its way; this one was not sent, so that it does not arrive first";
    return used.wasRefused() ? new SendAgainException(why) : new IllegalStateException(why);
  }

  private CompletionStage<Void> handOver(OutboxMessage message, OpenProducer used) {
    OnTheirWay.Sent sent = new OnTheirWay.Sent(used, new CompletableFuture<>());
    OnTheirWay.Sent earlier = onTheirWay.add(message, sent);
    if (earlier != null) {
      isBroken = !earlier.producer().equals(used);
      return earlier.answer();
    }
    long begun = System.nanoTime();
    Thread caller = Thread.currentThread();
    try {
      used.send(
          form.recordOf(message),
          (place, failure) -> {
            boolean onItsWay = !caller.equals(Thread.currentThread());
            answer(
                message,
                sent,
                failure == null ? null : told(message, sent, failure, begun),
                onItsWay);
          });
    } catch (RuntimeException e) {
      answer(message, sent, told(message, sent, e, begun), false);
    } catch (Error e) {
      onTheirWay.remove(message, sent);
      throw e;
    }
    return sent.answer();
  }

  private void answer(
      OutboxMessage message, OnTheirWay.Sent sent, @Nullable Exception failure, boolean onItsWay) {
    if (failure != null && onItsWay) {
      if (failure instanceof MessageRejectedException) {
        sent.producer().isRefused();
      }
      producers.discard(sent.producer());
    }
    onTheirWay.remove(message, sent);
    if (failure == null) {
      missingTopics.isThere(message.destination());
      sent.answer().complete(null);
    } else {
      sent.answer().completeExceptionally(failure);
    }
  }

  /** What the relay is to hear of a failure. */
  private Exception told(
      OutboxMessage message, OnTheirWay.Sent sent, Exception failure, long begun) {
    if (KafkaRefusals.isMissingTopic(failure)
        && !missingTopics.isSure(message.destination(), begun)) {
      return failure;
    }
    Exception told = KafkaRefusals.translate(message, failure);
    return sent.producer().wasRefused() && !(told instanceof MessageRejectedException)
        ? failedBefore(sent.producer())
        : told;
  }
}
