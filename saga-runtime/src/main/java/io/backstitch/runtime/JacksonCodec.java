package io.backstitch.runtime;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
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
  private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  @Override
  public String encode(@Nullable Object value, Type type) {
    return writer(type).writeValueAsString(value);
  }

  @Override
  public @Nullable Object decode(String json, Type type) {
    return reader(type).readValue(json);
  }

  private ObjectWriter writer(Type type) {
    return writers.computeIfAbsent(type, known -> mapper.writerFor(mapper.constructType(known)));
  }

  private ObjectReader reader(Type type) {
    return readers.computeIfAbsent(type, known -> mapper.readerFor(mapper.constructType(known)));
  }
}
