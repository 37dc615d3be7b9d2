package io.backstitch.runtime;

import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;

/** What a step can take beside the input and results. */
final class EngineProvides {

  private EngineProvides() {}

  static List<Class<?>> types() {
    return List.of(StepContext.class, Connection.class, DSLContext.class);
  }
}
