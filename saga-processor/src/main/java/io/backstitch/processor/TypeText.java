package io.backstitch.processor;

import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Types as text for people, without the annotations that they may carry. */
final class TypeText extends SimpleTypeVisitor14<String, Void> {

  private static final TypeText BRIEF = new TypeText(false);
  private static final TypeText FULL = new TypeText(true);

  private final boolean withPackages;

  private TypeText(boolean withPackages) {
    this.withPackages = withPackages;
  }

  static String brief(TypeMirror type) {
    return BRIEF.visit(type);
  }

  static String full(TypeMirror type) {
    return FULL.visit(type);
  }

  /** Whether a type is the class of a name, whatever its type arguments. */
  static boolean isNamed(TypeMirror type, String qualifiedName) {
    return type.getKind() == TypeKind.DECLARED
        && ((TypeElement) ((DeclaredType) type).asElement())
            .getQualifiedName()
            .contentEquals(qualifiedName);
  }

  @Override
  public String visitDeclared(DeclaredType type, Void nothing) {
    TypeElement element = (TypeElement) type.asElement();
    String name = name(type, element);
    if (type.getTypeArguments().isEmpty()) {
      return name;
    }
    return type.getTypeArguments().stream()
        .map(this::visit)
        .collect(Collectors.joining(", ", name + "<", ">"));
  }

  /** With the type around it where that has type arguments, which are a part of the type then. */
  private String name(DeclaredType type, TypeElement element) {
    if (isWithArguments(type.getEnclosingType())) {
      return visit(type.getEnclosingType()) + "." + element.getSimpleName();
    }
    return (withPackages ? element.getQualifiedName() : element.getSimpleName()).toString();
  }

  private static boolean isWithArguments(TypeMirror type) {
    return type instanceof DeclaredType declared
        && (!declared.getTypeArguments().isEmpty() || isWithArguments(declared.getEnclosingType()));
  }

  @Override
  public String visitArray(ArrayType type, Void nothing) {
    return visit(type.getComponentType()) + "[]";
  }

  @Override
  public String visitTypeVariable(TypeVariable type, Void nothing) {
    return type.asElement().getSimpleName().toString();
  }

  @Override
  public String visitWildcard(WildcardType type, Void nothing) {
    if (type.getExtendsBound() != null) {
      return "? extends " + visit(type.getExtendsBound());
    }
    return type.getSuperBound() != null ? "? super " + visit(type.getSuperBound()) : "?";
  }

  @Override
  protected String defaultAction(TypeMirror type, Void nothing) {
    return type.toString();
  }
}
