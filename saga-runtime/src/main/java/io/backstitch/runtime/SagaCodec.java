package io.backstitch.runtime;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes inputs, results and events as JSON and reads them back. What it wrote years ago it must
 * still be able to read while a saga of that time may go on. Called from many threads at once.
 */
public interface SagaCodec {

  /**
   * Encodes a value.
   *
   * @param value the value, or null
   * @param type its declared type
   * @return JSON
   * @throws RuntimeException if the value cannot be encoded; the message reaches the user
   */
  String encode(@Nullable Object value, Type type);

  /**
   * Decodes a value.
   *
   * @param json JSON, possibly with another order of fields and other white space than was encoded
   * @param type the declared type
   * @return the value, or null
   * @throws RuntimeException if it cannot be decoded; the message reaches the user
   */
  @Nullable Object decode(String json, Type type);

  /**
   * The codec that an engine has if none was chosen: Jackson with its defaults, which reads and
   * writes records, and ignores fields that it does not know. What no accessor and no annotation
   * shows is not written; an object of which nothing would be written is refused, unless it is a
   * record without components.
   *
   * @return a codec
   */
  static SagaCodec jackson() {
    return new JacksonCodec();
  }
}
