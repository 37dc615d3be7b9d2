package io.backstitch.runtime;

import io.backstitch.definition.DataType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The input and the results of one saga as values. Each step gets its own, decoded from what is
 * stored and never passed on as another step returned it: a saga that goes on after a crash sees
 * exactly what it would have seen without one.
 */
final class SagaResults {

  private final SagaValues values;
  private final String input;
  private final Map<String, String> results = new ConcurrentHashMap<>();

  SagaResults(SagaValues values, String input) {
    this.values = values;
    this.input = input;
  }

  void put(String step, String json) {
    results.put(step, json);
  }

  boolean isKnown(String step) {
    return results.containsKey(step);
  }

  @Nullable Object input(DataType<?> type) {
    return decode("the input", input, type);
  }

  @Nullable Object of(String step, DataType<?> type) {
    String json = results.get(step);
    if (json == null) {
      throw new IllegalStateException("the result of " + step + " is not known");
    }
    return decode("the result of " + step, json, type);
  }

  private @Nullable Object decode(String what, String json, DataType<?> type) {
    try {
      return values.decode(json, type);
    } catch (NotStorableException e) {
      throw new UnreadableValueException("%s, a %s, %s".formatted(what, type, e.getMessage()), e);
    }
  }
}
