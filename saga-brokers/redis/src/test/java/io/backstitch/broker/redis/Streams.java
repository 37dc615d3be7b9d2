package io.backstitch.broker.redis;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What stands in the streams of a Redis, as an independent client reads it; and its operator. */
final class Streams implements AutoCloseable {

  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;

  Streams(String address) {
    this.client = RedisClient.create(RedisURI.create(address));
    this.connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
  }

  RedisCommands<String, byte[]> commands() {
    return connection.sync();
  }

  /** The fields of all entries, in the order of the stream. */
  List<Map<String, byte[]>> entries(String stream) {
    return commands().xrange(stream, Range.unbounded()).stream()
        .map(StreamMessage::getBody)
        .toList();
  }

  List<String> payloads(String stream) {
    return entries(stream).stream().map(entry -> text(entry, "data")).toList();
  }

  /** The payloads of each key in the order in which they came first. */
  Map<String, List<String>> firstsByKey(String stream) {
    Map<String, List<String>> firsts = new LinkedHashMap<>();
    for (Map<String, byte[]> entry : entries(stream)) {
      List<String> ofKey =
          firsts.computeIfAbsent(text(entry, "ce_partitionkey"), key -> new ArrayList<>());
      if (!ofKey.contains(text(entry, "data"))) {
        ofKey.add(text(entry, "data"));
      }
    }
    return firsts;
  }

  static String text(Map<String, byte[]> entry, String field) {
    return new String(entry.get(field), StandardCharsets.UTF_8);
  }

  /** Asks once, with a connection of its own. */
  static <T> T ask(String address, Function<Streams, T> question) {
    try (Streams streams = new Streams(address)) {
      return question.apply(streams);
    }
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
