package io.backstitch.samples.quickstart;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker that we do not know: here one that takes each message by HTTP. */
final class WebhookBroker implements MessageBroker {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  WebhookBroker(URI base) {
    this.base = base;
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(message.destination()))
            .header("ce-id", message.id().toString())
            .header("ce-type", message.type())
            .POST(BodyPublishers.ofByteArray(message.payload()))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding()).thenCompose(this::answer);
  }

  private CompletionStage<Void> answer(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status < 300) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.failedFuture(
        status < 500
            ? new MessageRejectedException("HTTP " + status) // it will never be taken
            : new IOException("HTTP " + status)); // the broker is away: try again
  }

  @Override
  public void close() {}
}
