package io.backstitch.definition;

import java.sql.Connection;

/** Which methods are transactional: those that say so, and those that take the transaction. */
final class Kinds {

  private Kinds() {}

  static StepKind of(boolean said, Call<?> call) {
    boolean takesIt = call.arguments().stream().anyMatch(Kinds::isTheTransaction);
    return said || takesIt ? StepKind.TRANSACTIONAL : StepKind.REMOTE;
  }

  private static boolean isTheTransaction(Argument<?> argument) {
    return argument instanceof Argument.Provided<?> provided
        && (provided.type() == Connection.class || provided.type() == org.jooq.DSLContext.class);
  }
}
