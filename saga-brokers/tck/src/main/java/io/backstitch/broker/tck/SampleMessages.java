package io.backstitch.broker.tck;

import io.backstitch.outbox.OutboxMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** The messages that the contract sends: plain ones, and all that may go wrong on a wire. */
final class SampleMessages {

  private static final int SEED = 7;

  private SampleMessages() {}

  /** A destination that nobody has used before. */
  static String freshName(String about) {
    return "contract-" + about + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  static OutboxMessage plain(String destination, String key, String text) {
    return OutboxMessage.to(destination)
        .key(key)
        .type("contract.plain")
        .header("content-type", "text/plain; charset=utf-8")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .payload(text.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** The keys by turns; of each key, payloads that count from {@code from}. */
  static List<OutboxMessage> counting(String destination, int keys, int from, int to) {
    List<OutboxMessage> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (int key = 0; key < keys; key++) {
        messages.add(plain(destination, "key-" + key, Integer.toString(i)));
      }
    }
    return messages;
  }

  /** By what is special about each. All have different keys. */
  static Map<String, OutboxMessage> hostile(String destination) {
    Map<String, OutboxMessage> hostile = new LinkedHashMap<>();
    texts().forEach((what, text) -> hostile.put("a key with " + what, keyed(destination, text)));
    texts()
        .forEach(
            (what, text) -> {
              hostile.put("a type with " + what, typed(destination, "t" + text));
              hostile.put("a header value with " + what, headed(destination, "x-contract", text));
              hostile.put("a header name with " + what, headed(destination, "x" + text, "value"));
            });
    for (String name :
        List.of("Content-Length", "host", "connection", "X-Case", "x-case", "id", "key", "type")) {
      hostile.put("a header called " + name, headed(destination, name, "17"));
    }
    hostile.put("a source of its own", headed(destination, "ce_source", "/elsewhere"));
    hostile.put("an empty header value", headed(destination, "x-contract", ""));
    hostile.put("a header value of 16 kB", headed(destination, "x", "v".repeat(16_000)));
    hostile.put("headers that differ in case only", twins(destination));
    hostile.put("an empty key", keyed(destination, ""));
    hostile.put(
        "a key of 1,024 bytes", keyed(destination, "k".repeat(OutboxMessage.MAX_KEY_BYTES)));
    hostile.put("an empty payload", loaded(destination, new byte[0]));
    hostile.put("a payload of one NUL", loaded(destination, new byte[1]));
    hostile.put("a payload of all bytes", loaded(destination, allBytes()));
    hostile.put("a payload of 64 kB", loaded(destination, random(64 * 1024)));
    hostile.put(
        "the largest payload", loaded(destination, random(OutboxMessage.MAX_PAYLOAD_BYTES)));
    return hostile;
  }

  /** What a name, a key or a value may hold, by what is special about it. */
  static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("spaces around it", " padded ");
    texts.put("quotes", "it's \"quoted\" `here`");
    texts.put("characters of SQL and shells", "'; drop table x; -- $(rm) \\ %s {0}");
    texts.put("lines and tabs", "one\r\ntwo: 2\n\tthree");
    texts.put("a control character", "bell \u0007 escape \u001b delete \u007f");
    texts.put("an emoji", "\uD83E\uDDF5 thread \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67");
    texts.put("accents, composed and not", "\u00e9 e\u0301 \u00df \u6f22\u5b57");
    texts.put("an invisible mark", "\uFEFFmark\u202E");
    texts.put("what looks encoded", "%41%00+%2F&amp;=?utf-8?b?eA==?=");
    texts.put("separators", "a/b/../c?d=e&f#g.h:i,j;k*>#");
    return texts;
  }

  private static OutboxMessage keyed(String destination, String key) {
    return plain(destination, key, "hostile");
  }

  private static OutboxMessage typed(String destination, String type) {
    return OutboxMessage.to(destination).type(type).build();
  }

  private static OutboxMessage headed(String destination, String name, String value) {
    return OutboxMessage.to(destination).type("contract.hostile").header(name, value).build();
  }

  private static OutboxMessage twins(String destination) {
    return OutboxMessage.to(destination)
        .type("contract.hostile")
        .header("x-twin", "small")
        .header("X-Twin", "large")
        .build();
  }

  private static OutboxMessage loaded(String destination, byte[] payload) {
    return OutboxMessage.to(destination).type("contract.hostile").payload(payload).build();
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }

  private static byte[] random(int size) {
    byte[] random = new byte[size];
    new Random(SEED).nextBytes(random);
    return random;
  }
}
