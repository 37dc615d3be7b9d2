package io.backstitch.runtime;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson 3 with its defaults, but for one: an object of which it would write nothing, because no
 * accessor or annotation shows its fields, is refused instead of written as <code>{}</code>. A
 * record without components has nothing to lose and is written so.
 */
final class JacksonCodec implements SagaCodec {

  private final JsonMapper mapper =
      JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();

  @Override
  public String encode(@Nullable Object value, Type type) {
    return mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
  }

  @Override
  public @Nullable Object decode(String json, Type type) {
    return mapper.readValue(json, mapper.constructType(type));
  }
}
