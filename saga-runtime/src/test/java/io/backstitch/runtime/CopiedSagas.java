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
}
