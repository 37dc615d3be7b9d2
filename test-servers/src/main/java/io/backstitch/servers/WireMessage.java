package io.backstitch.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One message of PostgreSQL's protocol after the start-up: a type, the length, and the content. */
final class WireMessage {

  private static final int HEADER = 5;

  private final char type;
  private final byte[] bytes;

  private WireMessage(char type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  static WireMessage read(DataInputStream in) throws IOException {
    byte type = in.readByte();
    int length = in.readInt();
    byte[] bytes = Arrays.copyOf(header(type, length), 1 + length);
    in.readFully(bytes, HEADER, length - 4);
    return new WireMessage((char) type, bytes);
  }

  private static byte[] header(byte type, int length) {
    return ByteBuffer.allocate(HEADER).put(type).putInt(length).array();
  }

  /** The letter that names the kind of message. */
  char type() {
    return type;
  }

  /** All of it, as it is on the wire. */
  byte[] bytes() {
    return bytes;
  }

  /** One of the texts, each ended by a zero, with which the content begins. */
  String text(int index) {
    int start = HEADER;
    for (int i = 0; i < index; i++) {
      start = zeroAfter(start) + 1;
    }
    return new String(bytes, start, zeroAfter(start) - start, StandardCharsets.UTF_8);
  }

  /** The byte right after the header. */
  char firstByte() {
    return (char) bytes[HEADER];
  }

  private int zeroAfter(int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return end;
  }
}
