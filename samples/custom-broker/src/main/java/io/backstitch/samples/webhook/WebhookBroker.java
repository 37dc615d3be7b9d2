package io.backstitch.samples.webhook;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Posts each message to a web server, as a CloudEvent in binary mode: the destination is the last
 * part of the path, attributes and headers are HTTP headers, the payload is the body.
 *
 * <p>A message is safe once the server has answered 2xx. Any 4xx that is the message's fault
 * refuses it. All else, also a redirect and missing rights, is an outage: somebody must mend it,
 * and meanwhile messages stay where they are.
 */
public final class WebhookBroker implements MessageBroker {

  /** Credentials that are not accepted, a request that took too long, too early or too many. */
  private static final Set<Integer> NOT_ITS_FAULT = Set.of(401, 403, 407, 408, 425, 429);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int REQUESTS_AT_ONCE = 64;

  private final WebhookSettings settings;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Semaphore requests = new Semaphore(REQUESTS_AT_ONCE);
  private final HttpClient http;
  private volatile boolean closed;

  /**
   * A broker that need not be up.
   *
   * @param settings where it is
   */
  public WebhookBroker(WebhookSettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            // A POST that is redirected may become a GET, which delivers nothing.
            .followRedirects(Redirect.NEVER)
            .executor(threads)
            .build();
  }

  @Override
  public CompletionStage<Void> send(OutboxMessage message) {
    HttpRequest request = requestFor(message);
    if (closed || !mayStart()) {
      return CompletableFuture.failedFuture(new IOException("closed, or too many requests wait"));
    }
    return http.sendAsync(request, BodyHandlers.discarding())
        .whenComplete((response, failure) -> requests.release())
        .thenAccept(response -> judge(response.statusCode()));
  }

  private HttpRequest requestFor(OutboxMessage message) {
    URI place = URI.create(settings.base() + "/" + HttpText.pathPart(message.destination()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .timeout(ANSWER_WITHIN)
            .POST(BodyPublishers.ofByteArray(message.payload()));
    settings.authorization().ifPresent(secret -> request.header("authorization", secret));
    CloudEventAttributes.of(message, settings.source())
        .forEach((name, value) -> request.header(HttpText.name(name), HttpText.value(name, value)));
    return request.build();
  }

  private static void judge(int status) {
    if (status >= 200 && status < 300) {
      return;
    }
    boolean refused = status >= 400 && status < 500 && !NOT_ITS_FAULT.contains(status);
    throw refused
        ? new MessageRejectedException("HTTP " + status) // it will never be taken
        : new UncheckedIOException(new IOException("HTTP " + status)); // away: try again
  }

  /** So that a large batch does not open a connection for each message. */
  private boolean mayStart() {
    try {
      return requests.tryAcquire(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}
