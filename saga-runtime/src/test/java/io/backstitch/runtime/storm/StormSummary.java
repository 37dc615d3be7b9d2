package io.backstitch.runtime.storm;

import io.backstitch.servers.Database;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** What a storm was, in words. */
final class StormSummary {

  private static final String SAGAS =
      """
      select saga_type, string_agg(status || ' ' || count, ', ' order by status) as ends
      from (select saga_type, status, count(*) from saga_instance group by 1, 2) as counted
      group by 1 order by 1
      """;

  private static final String LATE_CALLS =
      """
      select count(*) from call join saga_journal j on j.saga_id = call.saga_id and j.seq = saw
      where j.engine <> call.engine
      """;

  private StormSummary() {}

  static String of(Storm storm, String repeat) throws SQLException {
    Database db = storm.db();
    Desk desk = storm.desk();
    long retries = db.number("select count(*) from saga_journal where kind like '%ATTEMPT_FAILED'");
    long repeated =
        db.number("select count(*) - count(distinct (saga_id, call, attempt)) from call");
    return """

        A storm of %d s, repeated with %s
          blows        %s
          engines      %d started
          orders       %d, told of failure %d, told nothing %d
          sagas        %d: %s
          journal      %d rows, %d of failed attempts, %d events
          take-overs   %d
          calls        %d, repeated %d, by an engine that had lost its saga %d
          calm         %d s after the last blow
          looks        %d in the middle of it
        """
        .formatted(
            storm.length().toSeconds(),
            repeat,
            storm.struck(),
            storm.starts(),
            desk.ordered().size(),
            desk.failures().size(),
            desk.doubts(),
            db.number("select count(*) from saga_instance"),
            db.rows(SAGAS).stream()
                .map(StormSummary::line)
                .collect(Collectors.joining("\n               ", "\n               ", "")),
            db.number("select count(*) from saga_journal"),
            retries,
            db.number("select count(*) from saga_outbox"),
            db.number("select count(*) from saga_journal where kind = 'TAKEN_OVER'"),
            db.number("select count(*) from call"),
            repeated,
            db.number(LATE_CALLS),
            storm.calm().toSeconds(),
            storm.looks());
  }

  private static String line(Map<String, Object> row) {
    return "%-9s %s".formatted(row.get("saga_type"), row.get("ends"));
  }
}
