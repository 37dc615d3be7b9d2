package io.backstitch.benchmarks.relay;

import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Events of 300 bytes and 10,000 keys, the same in every run. Key and payload go their own ways, so
 * that neighbours are as different on every way to the broker: what is compressed is as large.
 */
final class SampleEvents {

  static final int KEYS = 10_000;

  /** A prime, so that the payloads of a key change from event to event. */
  static final int PAYLOADS = 9_973;

  /** Which payload the next event has. */
  static final int STRIDE = 7_919;

  private static final int BYTES = 300;
  private static final String WORDS = "{\"abcdefghijklmnop\":,0123456789}";

  private static final List<byte[]> PAYLOAD = payloads();

  private SampleEvents() {}

  static String key(long number) {
    return "order-" + number % KEYS;
  }

  static byte[] payload(long number) {
    return PAYLOAD.get(payloadNumber(number));
  }

  static int payloadNumber(long number) {
    return (int) (number * STRIDE % PAYLOADS);
  }

  static Event event(long number) {
    return new Event(new UUID(number, number), key(number), Instant.now(), payload(number));
  }

  static OutboxMessage message(long number) {
    return OutboxMessage.to(Event.DESTINATION)
        .key(key(number))
        .type(Event.TYPE)
        .payload(payload(number))
        .build();
  }

  private static List<byte[]> payloads() {
    Random random = new Random(5);
    return IntStream.range(0, PAYLOADS).mapToObj(i -> payload(random)).toList();
  }

  private static byte[] payload(Random random) {
    StringBuilder text = new StringBuilder(BYTES);
    random.ints(BYTES, 0, WORDS.length()).forEach(i -> text.append(WORDS.charAt(i)));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
