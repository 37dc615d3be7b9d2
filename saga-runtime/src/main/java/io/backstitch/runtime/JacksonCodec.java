package io.backstitch.runtime;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson 3 with its defaults, but for what they would lose. An object of which nothing would be
 * written, because no accessor or annotation shows its fields, is refused instead of written as
 * <code>{}</code>; a record without components has nothing to lose and is written so. Times keep
 * their zone.
 */
final class JacksonCodec implements SagaCodec {

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  @Override
  public String encode(@Nullable Object value, Type type) {
    return mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
  }

  @Override
  public @Nullable Object decode(String json, Type type) {
    return mapper.readValue(json, mapper.constructType(type));
  }
}
