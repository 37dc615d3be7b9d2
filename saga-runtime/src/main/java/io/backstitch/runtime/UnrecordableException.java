package io.backstitch.runtime;

import java.sql.SQLException;

/** PostgreSQL refuses a record as such: trying again would not help. */
final class UnrecordableException extends Exception {

  private static final long serialVersionUID = 1;

  UnrecordableException(SQLException refusal) {
    super(refusal.getMessage(), refusal);
  }
}
