package io.backstitch.broker.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, until the first time that it is lost. Commands are gathered and sent
 * together. Whatever was not answered when it ends has failed, whether Lettuce says so or not. Used
 * by many threads.
 */
final class RedisLink {

  /** As many commands are sent at once: Redis works while more are gathered. */
  private static final int ENOUGH = 256;

  private final StatefulRedisConnection<String, byte[]> connection;
  private final Map<Long, CompletableFuture<String>> unanswered = new ConcurrentHashMap<>();
  private final AtomicLong lastNumber = new AtomicLong();

  // A command is counted after it was gathered: both counts may be too small for a moment, and then
  // something is sent too early, but never too late.
  private final AtomicInteger gathered = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean flushWanted;
  private volatile long quietSince = System.nanoTime();
  private volatile @Nullable Throwable end;

  RedisLink(StatefulRedisConnection<String, byte[]> connection) {
    this.connection = connection;
    connection.setAutoFlushCommands(false);
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            endWith(lost());
          }
        });
  }

  /** Adds an entry to a stream, soon; its id is the answer. */
  CompletableFuture<String> add(String stream, XAddArgs arguments, Map<String, byte[]> fields) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    long number = lastNumber.incrementAndGet();
    if (unanswered.isEmpty()) {
      quietSince = System.nanoTime();
    }
    unanswered.put(number, answer);
    try {
      connection
          .async()
          .xadd(stream, arguments, fields)
          .whenComplete(
              (id, failure) -> {
                answered(number, id, failure);
                sendIfIdle(sent.decrementAndGet());
              });
      if (gathered.incrementAndGet() >= ENOUGH) {
        sendGathered();
      }
    } catch (RuntimeException e) {
      answered(number, null, e);
    }
    // It may have ended before the answer was among those that fail then.
    Throwable ended = end;
    if (ended != null) {
      answered(number, null, ended);
    }
    return answer;
  }

  /**
   * Sends what was gathered as soon as all that was sent before is answered. Redis flushes its log
   * once for all that it finds, and a relay asks after each answer: so they go together.
   */
  void flush() {
    flushWanted = true;
    sendIfIdle(sent.get());
  }

  private void sendIfIdle(int unansweredNow) {
    if (flushWanted && unansweredNow <= 0) {
      sendGathered();
    }
  }

  private void sendGathered() {
    flushWanted = false;
    sent.addAndGet(gathered.getAndSet(0));
    connection.flushCommands();
  }

  boolean isOpen() {
    return end == null;
  }

  /** Gives up a connection that was lost, or on which nothing was answered for so long. */
  void endIfLost(Duration limit) {
    if (!connection.isOpen()) {
      endWith(lost());
    } else if (!unanswered.isEmpty() && System.nanoTime() - quietSince > limit.toNanos()) {
      endWith(new TimeoutException("Redis has answered nothing for " + limit));
    }
  }

  /** Closes the connection; all that was not answered fails. */
  @SuppressWarnings("FutureReturnValueIgnored") // Whoever closes it late or never, it is not used.
  void endWith(Throwable cause) {
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = cause;
    }
    unanswered.keySet().forEach(number -> answered(number, null, cause));
    connection.closeAsync();
  }

  private static RedisException lost() {
    return new RedisException("Redis closed the connection");
  }

  private void answered(long number, @Nullable String id, @Nullable Throwable failure) {
    CompletableFuture<String> answer = unanswered.remove(number);
    if (answer == null) {
      return;
    }
    quietSince = System.nanoTime();
    if (failure == null) {
      answer.complete(id);
    } else {
      answer.completeExceptionally(failure);
    }
  }
}
