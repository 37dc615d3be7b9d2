package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class JacksonCodecTest {

  private static final LocalDateTime LUNCH = LocalDateTime.of(2026, 7, 1, 12, 30, 0, 123_456_789);

  private record Appointment(
      Instant instant, OffsetDateTime offset, ZonedDateTime zoned, LocalDateTime local) {}

  @Test
  void times_keep_their_zone() {
    Appointment appointment =
        new Appointment(
            LUNCH.toInstant(ZoneOffset.UTC),
            LUNCH.atOffset(ZoneOffset.ofHours(3)),
            LUNCH.atZone(ZoneId.of("Europe/Berlin")),
            LUNCH);
    SagaCodec codec = new JacksonCodec();

    String json = codec.encode(appointment, Appointment.class);

    assertThat(codec.decode(json, Appointment.class)).as(json).isEqualTo(appointment);
  }
}
