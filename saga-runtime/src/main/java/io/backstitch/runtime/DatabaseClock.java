package io.backstitch.runtime;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The only clock that decides anything. */
final class DatabaseClock {

  static final Field<OffsetDateTime> NOW =
      DSL.field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

  private DatabaseClock() {}

  /** A time so long ago. */
  static Field<OffsetDateTime> ago(Duration age) {
    return after(NOW, age.negated());
  }

  /** A time that is so much later than another. */
  static Field<OffsetDateTime> after(Field<OffsetDateTime> time, Duration wait) {
    return DSL.field(
        "{0} + {1} * interval '1 millisecond'",
        SQLDataType.TIMESTAMPWITHTIMEZONE, time, DSL.val(wait.toMillis()));
  }

  /** How long until a time; negative when it is over. */
  static Field<Long> millisUntil(Field<OffsetDateTime> time) {
    return DSL.field(
        "(extract(epoch from {0} - {1}) * 1000)::bigint", SQLDataType.BIGINT, time, NOW);
  }
}
