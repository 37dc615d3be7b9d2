package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * Names types in generated code: nested classes are imported where that can be, so that the code
 * says {@code Order} as its author did. JavaPoet by itself imports outer classes only, unless a
 * nested one seems to be in a package.
 */
final class TypeNames {

  /**
   * What generated code says without a package; a nested class of that name is said with its outer.
   */
  private static final Set<String> TAKEN =
      Set.of(
          "Argument",
          "Connection",
          "DSLContext",
          "DataType",
          "Duration",
          "Generated",
          "List",
          "Optional",
          "RetryPolicy",
          "SagaBuilder",
          "SagaDefinition",
          "SagaType",
          "StepContext",
          "StepKey",
          "SuppressWarnings",
          "Void");

  /** With what names begin that are said with their package; an import would hide the package. */
  private static final Set<String> PACKAGES = Set.of("io", "java", "javax", "org");

  private final JavaLang javaLang;
  private final boolean importNested;

  /**
   * @param importNested false where an import could warn: of a class in a deprecated one
   */
  TypeNames(JavaLang javaLang, boolean importNested) {
    this.javaLang = javaLang;
    this.importNested = importNested;
  }

  /** The type of a value; {@code Void} for none. */
  WrittenType of(Optional<ValueType> type) {
    return new WrittenType(
        type.map(some -> named(TypeName.get(some.mirror()))).orElse(WrittenType.VOID));
  }

  ClassName of(TypeElement type) {
    return named(ClassName.get(type));
  }

  private TypeName named(TypeName type) {
    if (type instanceof ArrayTypeName array) {
      return ArrayTypeName.of(named(array.componentType()));
    }
    if (type instanceof ParameterizedTypeName generic) {
      TypeName[] arguments =
          generic.typeArguments().stream().map(this::named).toArray(TypeName[]::new);
      return ParameterizedTypeName.get(named(generic.rawType()), arguments);
    }
    return type instanceof ClassName name ? named(name) : type;
  }

  private ClassName named(ClassName type) {
    ClassName outer = type.enclosingClassName();
    return outer != null && canBeImported(type)
        ? ClassName.get(outer.canonicalName(), type.simpleName())
        : type;
  }

  private boolean canBeImported(ClassName nested) {
    String name = nested.simpleName();
    return importNested
        && !nested.packageName().isEmpty()
        && !(nested.packageName() + ".").startsWith(name + ".")
        && !TAKEN.contains(name)
        && !PACKAGES.contains(name)
        && !javaLang.has(name);
  }
}
