package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import io.backstitch.outbox.MessageRejectedException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells failures that are the message's fault from those that are not. One that is not known to be
 * the message's fault is none: what an administrator can mend must not empty the outbox into the
 * dead letters.
 */
final class RabbitRefusals {

  private static final Pattern TOO_LARGE = Pattern.compile("message size (\\d+) .*max size");

  private RabbitRefusals() {}

  /** What becomes of each letter that was on its way on a channel that was closed. */
  interface Closing {
    Exception of(Letter letter);
  }

  static MessageRejectedException unroutable(Return letter) {
    return new MessageRejectedException(
        "RabbitMQ has no queue for it: %d %s, exchange '%s', routing key '%s'; bind one, then resend"
            .formatted(
                letter.getReplyCode(),
                letter.getReplyText(),
                letter.getExchange(),
                letter.getRoutingKey()));
  }

  static IOException notTaken(Letter letter) {
    return new IOException(
        "RabbitMQ did not take a message to '%s' (basic.nack): a queue is full and rejects, or is not available"
            .formatted(letter.destination()));
  }

  static IOException blocked(String reason) {
    return new IOException(
        "RabbitMQ blocks whoever publishes (connection.blocked): %s".formatted(reason));
  }

  static Closing closing(ShutdownSignalException why, boolean exchangeSeen) {
    if (!(why.getReason() instanceof AMQP.Channel.Close close)) {
      return letter -> new IOException("the connection to RabbitMQ was lost: " + text(why), why);
    }
    IOException closed =
        new IOException("RabbitMQ closed the channel: " + close.getReplyText(), why);
    if (close.getReplyCode() == AMQP.NOT_FOUND && !exchangeSeen) {
      return letter -> noExchange(letter, why);
    }
    Matcher tooLarge = TOO_LARGE.matcher(close.getReplyText());
    if (close.getReplyCode() == AMQP.PRECONDITION_FAILED && tooLarge.find()) {
      long size = Long.parseLong(tooLarge.group(1));
      return letter -> letter.size() == size ? tooLarge(close, why) : closed;
    }
    return letter -> closed;
  }

  private static MessageRejectedException noExchange(Letter letter, Exception why) {
    return new MessageRejectedException(
        "RabbitMQ has no exchange '%s'; create it, then resend".formatted(letter.exchange()), why);
  }

  private static MessageRejectedException tooLarge(AMQP.Channel.Close close, Exception why) {
    return new MessageRejectedException("RabbitMQ refuses it: " + close.getReplyText(), why);
  }

  private static String text(ShutdownSignalException why) {
    if (why.getReason() instanceof AMQP.Connection.Close close) {
      return close.getReplyText();
    }
    Throwable cause = why.getCause();
    return String.valueOf(cause == null ? why.getMessage() : cause);
  }
}
