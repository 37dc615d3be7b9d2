package io.backstitch.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxRelay;
import io.backstitch.servers.Database;
import io.backstitch.servers.RedisServer;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.SslOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who the relay is to Redis, and whom it trusts. */
@Timeout(60)
class RedisSecurityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final Database db = Database.fresh();

  @Test
  void a_wrong_password_is_an_outage_and_all_arrives_when_it_is_right() throws Exception {
    Orders orders = new Orders(db);
    try (RedisServer redis = RedisServer.startedWith(Map.of("requirepass", "s3cret"));
        RedisBroker broker = RedisBroker.connect(with(":0ther@", redis));
        OutboxRelay relay =
            OutboxRelay.builder(db.dataSource(), broker)
                .backOff(Duration.ofMillis(20), Duration.ofMillis(100))
                .build()) {
      orders.appendCounting("orders", 3, 0, 3);
      relay.start();
      assertThat(failureOf(broker)).contains("WRONGPASS").doesNotContain("0ther");
      assertThat(orders.inOutbox()).isEqualTo(9);

      Streams.<String>ask(
          with(":s3cret@", redis), streams -> streams.commands().configSet("requirepass", "0ther"));
      await().atMost(PATIENCE).until(() -> orders.inOutbox() == 0);

      assertThat(orders.dead()).isZero();
      assertThat(Streams.<Integer>ask(with(":0ther@", redis), s -> s.entries("orders").size()))
          .isEqualTo(9);
    }
  }

  @Test
  void a_user_without_the_right_to_a_stream_is_an_outage() throws Exception {
    try (RedisServer redis = RedisServer.started()) {
      Streams.<String>ask(
          redis.address(),
          streams ->
              streams
                  .commands()
                  .aclSetuser(
                      "me",
                      AclSetuserArgs.Builder.on()
                          .addPassword("p@ss")
                          .allCommands()
                          .keyPattern("mine")));
      try (RedisBroker broker = RedisBroker.connect(with("me:p%40ss@", redis))) {
        assertThat(failureOf(broker)).contains("NOPERM").doesNotContain("p@ss");

        sent(broker, "mine").get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void without_any_password_a_redis_that_wants_one_is_away() {
    try (RedisServer redis = RedisServer.startedWith(Map.of("requirepass", "s3cret"));
        RedisBroker broker = RedisBroker.connect(redis.address())) {
      assertThat(failureOf(broker)).contains("NOAUTH");
    }
  }

  @Test
  void tls_reaches_a_redis_whose_certificate_is_trusted_and_no_other() throws Exception {
    try (RedisServer redis = RedisServer.startedWithTls();
        RedisBroker stranger = RedisBroker.connect(redis.tlsAddress());
        RedisBroker broker =
            RedisBroker.builder(redis.tlsAddress())
                .clientOptions(
                    options ->
                        options.sslOptions(
                            SslOptions.builder()
                                .trustManager(redis.certificate().toFile())
                                .build()))
                .build()) {
      assertThat(failureOf(stranger)).contains("certification path");
      sent(broker, "orders").get(20, TimeUnit.SECONDS);

      assertThat(Streams.<Integer>ask(redis.address(), s -> s.entries("orders").size()))
          .isEqualTo(1);
    }
  }

  @Test
  void refuses_addresses_and_settings_that_cannot_be_right() {
    assertNoAddress("redis://a:1,b:2", "it must name one server");
    assertNoAddress("redis://:s3cret@a/orders", "must be the number of a database");
    assertNoAddress("redis://a/99999999999", "must be the number of a database");
    assertNoAddress("redis://s3cret@a", "there must be user:password");
    assertNoAddress("redis://:s3cret@a?timeout=5", "it has the option 'timeout'");
    assertNoAddress("rediss://:s3cret@a b", "Illegal character");
    assertNoAddress("kafka://:s3cret@a:1", "begins with redis or rediss");
    assertNoAddress("a", "begins with redis or rediss");
    assertRefused("source = ''", redis().source(""));
    assertRefused("maxLength = '0'", redis().maxLength(0));
    assertRefused("answerWithin = 'PT0S'", redis().answerWithin(Duration.ZERO));
  }

  @Test
  void the_address_chooses_the_adapter_and_need_not_be_up() {
    for (String address : List.of("redis://127.0.0.1:1", "rediss://u:s3cret@[::1]:1/2")) {
      try (var broker = MessageBrokerProvider.connectTo(address)) {
        assertThat(broker).isInstanceOf(RedisBroker.class);
        assertThat(broker.toString()).doesNotContain("s3cret");
      }
    }
  }

  private static RedisBroker.Builder redis() {
    return RedisBroker.builder("redis://localhost");
  }

  private static void assertNoAddress(String address, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisBroker.connect(address))
        .withMessageContaining(text)
        .withMessageContaining("Nothing was connected.")
        .withMessageNotContaining("s3cret");
  }

  private static void assertRefused(String text, RedisBroker.Builder builder) {
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining(text)
        .withMessageContaining("It was not built.");
  }

  /** What the relay hears, with all causes; it is an outage. */
  private static String failureOf(RedisBroker broker) {
    StringWriter text = new StringWriter();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> sent(broker, "orders").get(20, TimeUnit.SECONDS))
        .satisfies(failure -> failure.printStackTrace(new PrintWriter(text)))
        .havingCause()
        .isNotInstanceOf(MessageRejectedException.class);
    return text.toString();
  }

  private static CompletableFuture<Void> sent(RedisBroker broker, String stream) {
    CompletableFuture<Void> answer =
        broker
            .send(Orders.message(stream, "a", "1".getBytes(StandardCharsets.UTF_8)))
            .toCompletableFuture();
    broker.flush();
    return answer;
  }

  private static String with(String credentials, RedisServer redis) {
    return redis.address().replace("://", "://" + credentials);
  }
}
