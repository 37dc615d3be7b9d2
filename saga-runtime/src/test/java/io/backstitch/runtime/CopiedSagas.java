package io.backstitch.runtime;

import io.backstitch.servers.Database;
import java.sql.SQLException;

/**
 * Many sagas like one that an engine has run, made by SQL: their heads and journals are what the
 * engine wrote, but for id and key.
 */
final class CopiedSagas {

  /** The ids rise with the number, and lie before all that are made now. */
  private static final String ID = "'01800000-0000-7000-8000-' || lpad(to_hex(number), 12, '0')";

  private CopiedSagas() {}

  /** Copies the saga with this key; the copies are called like it, with their number behind. */
  static void copy(Database db, String key, int count) throws SQLException {
    copy(db, key, 1, count);
  }

  /** The same with other numbers, for models that differ. */
  static void copy(Database db, String key, int first, int last) throws SQLException {
    String numbers = "generate_series(%d, %d) as number".formatted(first, last);
    db.execute(
        """
        insert into saga_instance
        select copy.* from saga_instance as model cross join %s
        cross join lateral jsonb_populate_record(model, jsonb_build_object(
          'id', %s, 'saga_key', model.saga_key || '-' || number)) as copy
        where model.saga_key = '%s'
        """
            .formatted(numbers, ID, key));
    db.execute(
        """
        insert into saga_journal
        select copy.* from saga_instance as i
        join saga_journal as model on model.saga_id = i.id
        cross join %s
        cross join lateral jsonb_populate_record(model, jsonb_build_object(
          'saga_id', %s)) as copy
        where i.saga_key = '%s'
        """
            .formatted(numbers, ID, key));
  }

  /**
   * Lets the time come for which sagas wait: a SQL expression over {@code i}, the head. Retries are
   * due by the journal, so it says the same.
   */
  static void wakeAt(Database db, String time, String which) throws SQLException {
    db.execute(
        """
        update saga_journal as j set wake_at = %1$s
        from saga_instance as i where i.id = j.saga_id and j.wake_at is not null and %2$s;
        update saga_instance as i set wake_at = %1$s where %2$s
        """
            .formatted(time, which));
  }
}
