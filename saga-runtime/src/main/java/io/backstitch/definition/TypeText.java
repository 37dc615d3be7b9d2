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
      Type[] arguments = generic.getActualTypeArguments();
      return name(generic) + (arguments.length == 0 ? "" : "<" + all(arguments) + ">");
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

  /** With the type around it where that has type arguments, which are a part of the type then. */
  private String name(ParameterizedType type) {
    return type.getOwnerType() instanceof ParameterizedType owner
            && type.getRawType() instanceof Class<?> inner
        ? of(owner) + "." + inner.getSimpleName()
        : of(type.getRawType());
  }

  private String all(Type[] several) {
    return Arrays.stream(several).map(this::of).collect(Collectors.joining(", "));
  }
}
