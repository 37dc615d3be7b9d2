package io.backstitch.benchmarks.engine;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** How the floors write by hand what the engine has a codec and an outbox for. */
final class FloorRows {

  private static final int LANES = 256;

  private FloorRows() {}

  static String input(String key, int caller) {
    return "{\"id\":\"" + key + "\",\"caller\":" + caller + ",\"cents\":" + Order.CENTS + "}";
  }

  static String result(String key, int step) {
    return new Done(key, step, Order.CENTS).json();
  }

  static byte[] event(String key, int step) {
    return result(key, step).getBytes(StandardCharsets.UTF_8);
  }

  static short lane(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return (short) (crc.getValue() % LANES);
  }
}
