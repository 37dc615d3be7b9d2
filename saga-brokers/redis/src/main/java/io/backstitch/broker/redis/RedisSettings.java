package io.backstitch.broker.redis;

import io.backstitch.outbox.CloudEventAttributes;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.XAddArgs;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a broker works.
 *
 * @param uri where Redis is, and who the relay is to it
 * @param options what Lettuce is told
 * @param source what {@code ce_source} says
 * @param maxLength what streams are trimmed to, about; empty for not at all
 * @param answerWithin after which silence a connection is given up
 */
record RedisSettings(
    RedisURI uri,
    ClientOptions options,
    String source,
    OptionalLong maxLength,
    Duration answerWithin) {

  static final String DEFAULT_SOURCE = CloudEventAttributes.DEFAULT_SOURCE;

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  RedisSettings {
    require(isReference(source), "source", "be a URI reference that is not empty", source);
    maxLength.ifPresent(length -> require(length > 0, "maxLength", "be more than 0", length));
    boolean within = answerWithin.compareTo(SHORTEST) >= 0 && answerWithin.compareTo(LONGEST) <= 0;
    require(within, "answerWithin", "be %s to %s".formatted(SHORTEST, LONGEST), answerWithin);
  }

  /** What a builder begins with. */
  static ClientOptions.Builder defaultOptions() {
    return ClientOptions.builder()
        .socketOptions(
            SocketOptions.builder().connectTimeout(Duration.ofSeconds(5)).keepAlive(true).build());
  }

  /**
   * A connection that was lost stays lost: what Lettuce sent again by itself could arrive after the
   * relay was told that Redis is away. Nor may a server move it elsewhere.
   */
  static ClientOptions neverAgain(ClientOptions.Builder options) {
    return options
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .build();
  }

  XAddArgs addArguments() {
    XAddArgs arguments = new XAddArgs();
    maxLength.ifPresent(length -> arguments.maxlen(length).approximateTrimming());
    return arguments;
  }

  private static boolean isReference(String source) {
    try {
      return !URI.create(source).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void require(boolean kept, String setting, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          "A RedisBroker was given %s = '%s', which must %s. It was not built. Correct the setting."
              .formatted(setting, value, rule));
    }
  }
}
