package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;

/**
 * The type of a value as generated code writes it.
 *
 * @param name the type; {@code Void} for nothing
 */
record WrittenType(TypeName name) {

  static final TypeName VOID = ClassName.get(Void.class);

  boolean isVoid() {
    return name.equals(VOID);
  }

  /** Whether its class alone does not say which type it is. */
  boolean isGeneric() {
    return isGeneric(name);
  }

  private static boolean isGeneric(TypeName type) {
    return type instanceof ParameterizedTypeName
        || (type instanceof ArrayTypeName array && isGeneric(array.componentType()));
  }

  /** It as a {@code DataType}. */
  CodeBlock dataType() {
    return isGeneric()
        ? CodeBlock.of("new $T<$T>() {}", Definitions.DATA_TYPE, name)
        : CodeBlock.of("$T.of($T.class)", Definitions.DATA_TYPE, name);
  }
}
