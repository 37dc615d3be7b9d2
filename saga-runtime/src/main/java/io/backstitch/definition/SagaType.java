package io.backstitch.definition;

import io.backstitch.graph.NameOfSaga;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which saga is meant, with the types that go in and come out: what an engine is given to start or
 * find an instance. It holds no code.
 *
 * @param name the name stored with every instance, {@code [a-z][a-z0-9-]*}, at most 100 characters
 * @param version the version of the graph, 1 or more
 * @param input the type of the input
 * @param result the type of the result; {@code Void} where there is none
 * @param <I> the input
 * @param <R> the result
 */
public record SagaType<I extends @Nullable Object, R extends @Nullable Object>(
    String name, int version, DataType<I> input, DataType<R> result) {

  /** Checks name and version. */
  public SagaType {
    require(NameOfSaga.isLegal(name), "", Problem.BAD_SAGA_NAME, name, NameOfSaga.like(name));
    require(version >= 1, " in saga " + name, Problem.BAD_VERSION, version);
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(result, "result");
  }

  private static void require(boolean holds, String where, Problem problem, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(problem.message(where, Written.BY_HAND, arguments));
    }
  }

  /**
   * A type whose input and result are not generic.
   *
   * @param name the saga's name
   * @param version the version of the graph
   * @param input the type of the input
   * @param result the type of the result
   * @return the type
   * @param <I> the input
   * @param <R> the result
   */
  public static <I, R> SagaType<I, R> of(
      String name, int version, Class<I> input, Class<R> result) {
    return new SagaType<>(name, version, DataType.of(input), DataType.of(result));
  }

  @Override
  public String toString() {
    return version == 1 ? name : name + " v" + version;
  }
}
