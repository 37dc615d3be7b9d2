package io.backstitch.definition;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The type of an input or a result, with its type arguments: {@code DataType.of(Order.class)}, or
 * {@code new DataType<List<Seat>>() {}} where it is generic.
 *
 * @param <T> the type
 */
public abstract class DataType<T extends @Nullable Object> {

  private final Type type;

  /** Captures the type argument of the subclass. */
  protected DataType() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
      throw new IllegalArgumentException(
          "A DataType without its type argument says nothing: write new DataType<List<Seat>>() {}.");
    }
    this.type = captured.getActualTypeArguments()[0];
  }

  private DataType(Type type) {
    this.type = type;
  }

  /**
   * The type of a class without type arguments; a primitive counts as its box.
   *
   * @param type the class
   * @return the type
   * @param <T> the type
   */
  public static <T> DataType<T> of(Class<T> type) {
    return new OfClass<>(MethodType.methodType(type).wrap().returnType());
  }

  /**
   * The type as Java's reflection writes it.
   *
   * @return a class or a parameterized type
   */
  public final Type type() {
    return type;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof DataType<?> that && type.equals(that.type);
  }

  @Override
  public final int hashCode() {
    return type.hashCode();
  }

  @Override
  public final String toString() {
    return type.getTypeName();
  }

  private static final class OfClass<T> extends DataType<T> {
    OfClass(Class<?> type) {
      super(type);
    }
  }
}
