package io.backstitch.definition;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Types as text for people, as they stand in a source. */
final class TypeText {

  private final Function<Class<?>, String> names;

  private TypeText(Function<Class<?>, String> names) {
    this.names = names;
  }

  static String brief(Type type) {
    return new TypeText(Class::getSimpleName).of(type);
  }

  static String full(Type type) {
    return new TypeText(TypeText::qualified).of(type);
  }

  private static String qualified(Class<?> type) {
    String name = type.getCanonicalName();
    return name == null ? type.getName() : name;
  }

  private String of(Type type) {
    if (type instanceof Class<?> one) {
      return one.isArray() ? of(one.getComponentType()) + "[]" : names.apply(one);
    }
    if (type instanceof ParameterizedType generic) {
      return of(generic.getRawType()) + "<" + all(generic.getActualTypeArguments()) + ">";
    }
    if (type instanceof GenericArrayType array) {
      return of(array.getGenericComponentType()) + "[]";
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getLowerBounds().length > 0
          ? "? super " + all(wildcard.getLowerBounds())
          : "? extends " + all(wildcard.getUpperBounds());
    }
    return type.getTypeName();
  }

  private String all(Type[] several) {
    return Arrays.stream(several).map(this::of).collect(Collectors.joining(", "));
  }
}
