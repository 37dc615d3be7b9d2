package io.backstitch.runtime;

import io.backstitch.definition.SagaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A saga that is to be started.
 *
 * @param id the instance
 * @param type its name and version
 * @param key the caller's key
 * @param input the input as JSON
 */
record NewSaga(UUID id, SagaType<?, ?> type, String key, String input) {

  String who() {
    return "Saga " + type + " '" + key + "'";
  }

  void requireTransaction(Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "%s was not started: the connection is in auto-commit mode, so there is no transaction to start it in. Nothing was written. Call setAutoCommit(false) first, or submit without a connection."
              .formatted(who()));
    }
  }

  SagaStorageException notStarted(Exception cause, String whatNow) {
    return new SagaStorageException(
        "%s could not be started: %s. %s".formatted(who(), cause.getMessage(), whatNow), cause);
  }

  SagaInterruptedException interrupted() {
    return new SagaInterruptedException(
        "%s: the thread was interrupted before its start was confirmed. Perhaps it was written, and then it goes on. Call again with the same key: it is started once at most."
            .formatted(who()));
  }

  SagaKeyConflictException conflict(SagaView found) {
    return new SagaKeyConflictException(
        "%s was not started: one with this key was started at %s with another input, and is %s. It goes on unchanged. Use another key for another saga; repeat a start with the same input only."
            .formatted(who(), found.createdAt(), found.status()));
  }
}
