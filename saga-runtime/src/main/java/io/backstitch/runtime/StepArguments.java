package io.backstitch.runtime;

import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
import io.backstitch.definition.DataType;
import java.sql.Connection;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Gives a step or a compensation the values of its arguments. */
final class StepArguments implements Call.Values {

  private final SagaResults results;
  private final StepContext context;
  private final @Nullable Connection db;

  StepArguments(SagaResults results, StepContext context, @Nullable Connection db) {
    this.results = results;
    this.context = context;
    this.db = db;
  }

  /**
   * The cast is safe: the value was decoded as the type that the argument carries, or is what the
   * engine provides for that class.
   */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T extends @Nullable Object> T get(Argument<T> argument) {
    return (T) value(argument);
  }

  private @Nullable Object value(Argument<?> argument) {
    if (argument instanceof Argument.Input<?> input) {
      return results.input(input.type());
    } else if (argument instanceof Argument.Result<?> result) {
      return results.of(result.step().name(), result.step().type());
    } else if (argument instanceof Argument.ResultIfKnown<?> result) {
      return Optional.ofNullable(ifKnown(result.step().name(), result.step().type()));
    }
    return provided(((Argument.Provided<?>) argument).type());
  }

  private @Nullable Object ifKnown(String step, DataType<?> type) {
    return results.isKnown(step) ? results.of(step, type) : null;
  }

  private Object provided(Class<?> type) {
    if (type == StepContext.class) {
      return context;
    }
    if (db == null || !EngineProvides.types().contains(type)) {
      throw new IllegalArgumentException("the engine does not provide a " + type.getName());
    }
    return type == DSLContext.class ? DSL.using(db, SQLDialect.POSTGRES) : db;
  }
}
