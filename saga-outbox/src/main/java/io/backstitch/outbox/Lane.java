package io.backstitch.outbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which of the 256 lanes a key belongs to: all its messages, in every process, for ever. */
final class Lane {

  static final int COUNT = 256;

  private Lane() {}

  /** CRC-32 of the key in UTF-8, modulo 256, so that programs in any language can compute it. */
  static short of(String key) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    return (short) (crc.getValue() % COUNT);
  }
}
