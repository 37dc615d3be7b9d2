package io.backstitch.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** The table in the documentation of {@link FailureClassifier}. */
final class StandardClassifier implements FailureClassifier {

  /** The server ended a transaction that its process had left alone for a lease. */
  private static final String IDLE_IN_TRANSACTION = "25P03";

  private static final Set<String> PASSING_SQLSTATES = Set.of("08", "40", "53", "55", "57");

  private static final List<Class<? extends Throwable>> PROGRAMMING_ERRORS =
      List.of(
          NullPointerException.class,
          IllegalArgumentException.class,
          IllegalStateException.class,
          ClassCastException.class,
          ArithmeticException.class,
          IndexOutOfBoundsException.class,
          UnsupportedOperationException.class);

  @Override
  public Optional<FailureKind> classify(Throwable failure) {
    int depth = 0;
    for (Throwable link = failure; link != null && depth < 50; link = link.getCause()) {
      Optional<FailureKind> kind = byMeaning(link);
      if (kind.isPresent()) {
        return kind;
      }
      depth++;
    }
    boolean programmingError =
        PROGRAMMING_ERRORS.stream().anyMatch(type -> type.isInstance(failure));
    return Optional.of(programmingError ? FailureKind.PERMANENT : FailureKind.INTEGRATION);
  }

  private static Optional<FailureKind> byMeaning(Throwable link) {
    if (link instanceof StepFailure known) {
      return Optional.of(known.kind());
    }
    if (link instanceof SecurityException || link instanceof AccessDeniedException) {
      return Optional.of(FailureKind.SECURITY);
    }
    if (link instanceof SQLException sql) {
      return Optional.of(mayPass(sql) ? FailureKind.TRANSIENT : FailureKind.PERMANENT);
    }
    if (link instanceof IOException
        || link instanceof TimeoutException
        || link instanceof InterruptedException) {
      return Optional.of(FailureKind.TRANSIENT);
    }
    return Optional.empty();
  }

  /** Whether PostgreSQL itself said no, for a reason that stays: not a lost or a missing answer. */
  static boolean isRefusal(SQLException failure) {
    return failure.getSQLState() != null && !mayPass(failure);
  }

  static boolean mayPass(SQLException failure) {
    String state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || (state != null
            && state.length() >= 2
            && (PASSING_SQLSTATES.contains(state.substring(0, 2))
                || state.equals(IDLE_IN_TRANSACTION)));
  }
}
