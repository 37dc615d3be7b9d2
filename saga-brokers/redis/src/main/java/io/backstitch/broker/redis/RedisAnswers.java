package io.backstitch.broker.redis;

import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Tells failures that are the message's fault from those that are not. */
final class RedisAnswers {

  private RedisAnswers() {}

  /**
   * What the relay is to hear. Only that a destination is no stream is the message's fault: what an
   * administrator can mend, such as a full memory or a missing right, must not empty the outbox
   * into the dead letters.
   */
  static Throwable translate(OutboxMessage message, Throwable failure) {
    Throwable cause = reasonOf(failure);
    if (cause instanceof UnknownHostException) {
      // Its text repeats a part of the address, which may be a password in the wrong place.
      return new UnknownHostException("the host in the address of Redis cannot be resolved");
    }
    return begins(cause, "WRONGTYPE")
        ? new MessageRejectedException(
            "Redis has something under '%s' that is not a stream; use another destination, or delete it, then resend"
                .formatted(message.destination()),
            cause)
        : cause;
  }

  /** The server is not the master any more: whoever is may be under the same address. */
  static boolean isDemoted(Throwable failure) {
    return begins(reasonOf(failure), "READONLY");
  }

  /** Lettuce says that it could not connect, and why in the cause. */
  private static Throwable reasonOf(Throwable failure) {
    Throwable reason = failure;
    while ((reason instanceof RedisConnectionException
            || reason instanceof CompletionException
            || reason instanceof ExecutionException)
        && reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  private static boolean begins(Throwable failure, String code) {
    return failure instanceof RedisCommandExecutionException
        && Objects.requireNonNullElse(failure.getMessage(), "").startsWith(code);
  }
}
