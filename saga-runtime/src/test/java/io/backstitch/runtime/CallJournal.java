package io.backstitch.runtime;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** What a call does past the engine: it notes that it was made, and may look for a record. */
final class CallJournal {

  private static final String RECORDED =
      """
      select from saga_journal where saga_id = ? and ? =
        case kind when 'STEP_SUCCEEDED' then step when 'STEP_COMPENSATED' then 'undo ' || step end
      """;

  private final DataSource notes;
  private final CallTable table;

  CallJournal(DataSource notes) {
    this.notes = notes;
    this.table = new CallTable(notes);
  }

  void called(String call, StepContext step) throws SQLException {
    table.called(call, step);
  }

  void awaitRecord(UUID saga, String call) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> isRecorded(saga, call));
  }

  private boolean isRecorded(UUID saga, String call) throws SQLException {
    try (Connection connection = notes.getConnection();
        PreparedStatement sql = connection.prepareStatement(RECORDED)) {
      sql.setObject(1, saga);
      sql.setString(2, call);
      try (ResultSet row = sql.executeQuery()) {
        return row.next();
      }
    }
  }
}
