package io.backstitch.broker.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one link that is open at a time; the next is opened when it is needed. */
final class RedisLinks {

  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /** Together with the server's greeting; the relay's thread waits for it. */
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(6);

  private static final Duration SHUT_DOWN_WITHIN = Duration.ofSeconds(5);

  private final RedisSettings settings;
  private final RedisClient client;
  private @Nullable CompletableFuture<RedisLink> current;
  private boolean closed;

  RedisLinks(RedisSettings settings) {
    this.settings = settings;
    this.client = RedisClient.create(settings.uri());
    client.setOptions(settings.options());
  }

  /** Gives up the link if it was lost, or if Redis has been silent on it for too long. */
  void endIfLost() {
    RedisLink link = openOrNull();
    if (link != null) {
      link.endIfLost(settings.answerWithin());
    }
  }

  /** The open link; waits for a new one, together with all others who need it. */
  RedisLink link() throws Exception {
    CompletableFuture<RedisLink> opening = opening();
    try {
      return opening.get(OPEN_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      giveUp(opening);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  /** Sends what was gathered, if there is a link. */
  void flush() {
    RedisLink link = openOrNull();
    if (link != null) {
      link.flush();
    }
  }

  /** Opens none any more, ends the one that there is, and lets go of Lettuce's threads. */
  void close() {
    CompletableFuture<RedisLink> last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
    }
    if (last != null) {
      endWhenOpen(last, "The Redis broker was closed before Redis answered");
    }
    client.shutdown(Duration.ZERO, SHUT_DOWN_WITHIN);
  }

  private synchronized CompletableFuture<RedisLink> opening() {
    if (closed) {
      throw new IllegalStateException(
          "The Redis broker was closed. The message was not sent. Close relays before brokers.");
    }
    CompletableFuture<RedisLink> opening = current;
    if (opening == null || isOver(opening)) {
      opening =
          client
              .connectAsync(CODEC, settings.uri())
              .toCompletableFuture()
              .thenApply(RedisLink::new);
      current = opening;
    }
    return opening;
  }

  private static boolean isOver(CompletableFuture<RedisLink> opening) {
    return opening.isDone() && (opening.isCompletedExceptionally() || !opening.join().isOpen());
  }

  /** Whoever comes next tries anew, and does not wait for what took too long. */
  private void giveUp(CompletableFuture<RedisLink> opening) {
    synchronized (this) {
      if (opening == current) {
        current = null;
      }
    }
    endWhenOpen(opening, "Redis took too long to connect");
  }

  @SuppressWarnings("FutureReturnValueIgnored") // If it never opens, there is nothing to end.
  private static void endWhenOpen(CompletableFuture<RedisLink> opening, String why) {
    opening.thenAccept(link -> link.endWith(new RedisException(why)));
  }

  private synchronized @Nullable RedisLink openOrNull() {
    CompletableFuture<RedisLink> opening = current;
    return opening == null || !opening.isDone() || isOver(opening) ? null : opening.join();
  }
}
