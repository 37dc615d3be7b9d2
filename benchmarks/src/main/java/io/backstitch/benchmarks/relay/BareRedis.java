package io.backstitch.benchmarks.relay;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** XADDs on one connection: 256 are sent together, and 2,048 are on their way. */
final class BareRedis implements BareClient {

  private static final int TOGETHER = 256;
  private static final int WINDOW = 8 * TOGETHER;

  private final StatefulRedisConnection<String, byte[]> connection;
  private final Semaphore window = new Semaphore(WINDOW);
  private int gathered;

  BareRedis(RedisClient client) {
    connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    connection.setAutoFlushCommands(false);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The window does not open again, which is seen.
  public void send(Event event, Runnable confirmed) throws Exception {
    Map<String, byte[]> fields = new LinkedHashMap<>();
    event
        .attributes()
        .forEach((name, value) -> fields.put(name, value.getBytes(StandardCharsets.UTF_8)));
    fields.put("data", event.payload());
    window.acquire();
    connection
        .async()
        .xadd(Event.DESTINATION, fields)
        .thenRun(
            () -> {
              window.release();
              confirmed.run();
            });
    gathered++;
    if (gathered == TOGETHER) {
      flush();
    }
  }

  @Override
  public void flush() {
    gathered = 0;
    connection.flushCommands();
  }

  @Override
  public void close() {
    connection.close();
  }
}
