package io.backstitch.broker.tck;

import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageRejectedException;
import io.backstitch.outbox.OutboxMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What authors get wrong, and the test of the contract that must find it. */
enum BrokenAdapter {
  LOSES_ONE(
      "every_message_arrives_once_and_unchanged",
      server -> {
        AtomicInteger count = new AtomicInteger();
        return delivering(
            server,
            message -> {
              if (count.incrementAndGet() % 50 != 0) {
                server.store(message);
              }
            });
      }),

  SENDS_SOME_TWICE(
      "every_message_arrives_once_and_unchanged",
      server ->
          delivering(
              server,
              message -> {
                server.store(message);
                server.store(message);
              })),

  GIVES_DUPLICATES_A_NEW_ID(
      "a_message_that_is_handed_over_again_keeps_its_id",
      server ->
          delivering(
              server,
              message ->
                  server.store(
                      message,
                      changed(message, CloudEventAttributes.ID, UUID.randomUUID().toString())))),

  DROPS_HEADERS(
      "every_message_arrives_once_and_unchanged",
      server ->
          delivering(
              server, message -> server.store(message, changed(message, "traceparent", null)))),

  TRIMS_HEADERS(
      "hostile_messages_arrive_unchanged_or_are_refused",
      server ->
          delivering(
              server,
              message -> {
                Map<String, String> attributes = attributes(message);
                attributes.replaceAll((name, value) -> value.strip());
                server.store(message, new Received(attributes, message.payload()));
              })),

  SENDS_TEXT(
      "hostile_messages_arrive_unchanged_or_are_refused",
      server ->
          delivering(
              server,
              message ->
                  server.store(
                      message,
                      new Received(
                          attributes(message),
                          new String(message.payload(), StandardCharsets.UTF_8)
                              .getBytes(StandardCharsets.UTF_8))))),

  CALLS_A_STRANGE_NAME_AN_OUTAGE(
      "hostile_destinations_are_reached_or_refused",
      server ->
          delivering(
              server,
              message -> {
                if (!message.destination().matches("[a-z0-9-]+")) {
                  throw new IOException("illegal name");
                }
                server.store(message);
              })),

  TURNS_ROUND_ONE_KEY(
      "messages_of_one_key_that_are_handed_over_without_waiting_arrive_in_order",
      server ->
          new SoundBroker(server) {
            @Override
            int next(int waiting) {
              return waiting - 1;
            }
          }),

  LETS_A_REFUSED_ONE_BE_OVERTAKEN(
      "a_refused_message_is_not_overtaken",
      server ->
          new SoundBroker(server) {
            @Override
            boolean failsWhatWaits() {
              awaitAnother();
              return false;
            }
          }),

  CALLS_A_REFUSAL_AN_OUTAGE(
      "a_refused_message_is_told_from_an_outage_and_others_go_on",
      server ->
          delivering(
              server,
              message -> {
                try {
                  server.store(message);
                } catch (MessageRejectedException e) {
                  throw new IOException(e);
                }
              })),

  REFUSES_WITHOUT_A_REASON(
      "a_refused_message_is_told_from_an_outage_and_others_go_on",
      server ->
          delivering(
              server,
              message -> {
                try {
                  server.store(message);
                } catch (MessageRejectedException e) {
                  throw new MessageRejectedException(" ");
                }
              })),

  IS_NOT_MADE_FOR_THREADS(
      "many_threads_may_send_at_once",
      server -> {
        CountDownLatch inside = new CountDownLatch(2);
        return sending(
            server,
            (sound, message) -> {
              inside.countDown();
              if (await(inside)) {
                throw new IllegalStateException("two threads");
              }
              return sound.send(message);
            });
      }),

  CONFIRMS_TOO_EARLY(
      "what_was_confirmed_outlives_a_kill_of_the_broker",
      server ->
          sending(
              server,
              (sound, message) -> {
                sound.send(message);
                return CompletableFuture.completedFuture(null);
              })),

  CONFIRMS_WHILE_AWAY(
      "an_outage_is_told_from_a_refusal_and_ends_by_itself",
      server ->
          delivering(
              server,
              message -> {
                try {
                  server.store(message);
                } catch (IOException e) {
                  // As if it were safe.
                }
              })),

  REFUSES_WHILE_AWAY(
      "an_outage_is_told_from_a_refusal_and_ends_by_itself",
      server ->
          delivering(
              server,
              message -> {
                try {
                  server.store(message);
                } catch (IOException e) {
                  throw new MessageRejectedException("away", e);
                }
              })),

  BLOCKS_WHILE_AWAY(
      "an_outage_is_told_from_a_refusal_and_ends_by_itself",
      server ->
          sending(
              server,
              (sound, message) -> {
                if (!server.isUp()) {
                  awaitForEver();
                }
                return sound.send(message);
              })),

  NEVER_COMES_BACK(
      "an_outage_is_told_from_a_refusal_and_ends_by_itself",
      server -> {
        AtomicBoolean broken = new AtomicBoolean();
        return delivering(
            server,
            message -> {
              if (broken.get()) {
                throw new IOException("connection is closed");
              }
              try {
                server.store(message);
              } catch (IOException e) {
                broken.set(true);
                throw e;
              }
            });
      }),

  FORGETS_THE_TIME(
      "a_relay_delivers_everything_with_the_time_at_which_it_was_appended",
      server ->
          delivering(server, message -> server.store(message, changed(message, "ce_time", null)))),

  RETURNS_NULL(
      "every_message_arrives_once_and_unchanged",
      server ->
          sending(
              server,
              (sound, message) -> {
                sound.send(message);
                return null;
              })),

  NEVER_ANSWERS(
      "every_message_arrives_once_and_unchanged",
      server ->
          sending(
              server,
              (sound, message) -> {
                sound.send(message);
                return new CompletableFuture<>();
              })),

  LEAVES_A_THREAD(
      "close_ends_the_threads_of_the_adapter",
      server -> {
        Thread idle = new Thread(BrokenAdapter::awaitForEver, "left behind");
        idle.setDaemon(true);
        idle.start();
        return new SoundBroker(server);
      }),

  SENDS_AFTER_CLOSE(
      "what_is_sent_after_close_fails",
      server ->
          sending(
              server,
              (sound, message) -> {
                try {
                  return sound.send(message);
                } catch (IllegalStateException closed) {
                  server.storeNow(message);
                  return CompletableFuture.completedFuture(null);
                }
              }));

  private final String found;
  private final Function<FragileServer, MessageBroker> maker;

  BrokenAdapter(String found, Function<FragileServer, MessageBroker> maker) {
    this.found = found;
    this.maker = maker;
  }

  String testThatFindsIt() {
    return found;
  }

  MessageBroker on(FragileServer server) {
    return maker.apply(server);
  }

  private interface Delivering {
    void deliver(OutboxMessage message) throws IOException;
  }

  private interface Sound {
    CompletionStage<Void> send(OutboxMessage message);
  }

  private interface Sending {
    CompletionStage<Void> send(Sound sound, OutboxMessage message);
  }

  private static MessageBroker delivering(FragileServer server, Delivering delivering) {
    return new SoundBroker(server) {
      @Override
      void deliver(OutboxMessage message) throws IOException {
        delivering.deliver(message);
      }
    };
  }

  private static MessageBroker sending(FragileServer server, Sending sending) {
    return new SoundBroker(server) {
      @Override
      public CompletionStage<Void> send(OutboxMessage message) {
        return sending.send(super::send, message);
      }
    };
  }

  private static Map<String, String> attributes(OutboxMessage message) {
    return new HashMap<>(CloudEventAttributes.of(message, CloudEventAttributes.DEFAULT_SOURCE));
  }

  private static Received changed(OutboxMessage message, String name, String value) {
    Map<String, String> attributes = attributes(message);
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
    return new Received(attributes, message.payload());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void awaitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
