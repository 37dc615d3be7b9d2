package io.backstitch.processor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Which types are values that can be stored, looking into type arguments, arrays and records. What
 * another class holds inside is the codec's business; type variables come from generic classes and
 * methods, which have their own problem.
 */
final class Storability {

  /** Types that stand for something that goes on, with what a message calls them. */
  private static final Map<String, String> NO_VALUES = new LinkedHashMap<>();

  static {
    NO_VALUES.put("java.util.stream.BaseStream", "a stream");
    NO_VALUES.put("java.util.Iterator", "a position in something else");
    NO_VALUES.put("java.util.concurrent.Future", "the promise of a value");
    NO_VALUES.put("java.util.concurrent.CompletionStage", "the promise of a value");
    NO_VALUES.put("java.util.concurrent.Executor", "something that runs code");
    NO_VALUES.put("java.util.concurrent.locks.Lock", "a lock");
    NO_VALUES.put("java.lang.Thread", "a thread");
    NO_VALUES.put("java.lang.ThreadLocal", "bound to a thread");
    NO_VALUES.put("java.lang.Process", "a process");
    NO_VALUES.put("java.lang.Class", "code");
    NO_VALUES.put("java.lang.ClassLoader", "code");
    NO_VALUES.put("java.lang.ref.Reference", "a reference to something else");
    NO_VALUES.put("java.sql.Wrapper", "a resource of the database");
    NO_VALUES.put("org.jooq.DSLContext", "a resource of the database");
    NO_VALUES.put("io.backstitch.runtime.StepContext", "valid during one step only");
    NO_VALUES.put("java.lang.AutoCloseable", "something open, to be closed");
  }

  private static final String RETURN_A_VALUE =
      "Hand on what it holds, as a record, a list or another value";
  private static final String SAY_THE_TYPE = "Write the type itself";

  private final Types types;
  private final Elements elements;

  Storability(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  /**
   * Why a type cannot be stored.
   *
   * @param reason what is wrong, as half a sentence
   * @param fix what to do
   */
  record Obstacle(String reason, String fix) {}

  Optional<Obstacle> obstacle(TypeMirror type) {
    return obstacle(type, new HashSet<>());
  }

  private Optional<Obstacle> obstacle(TypeMirror type, Set<String> seen) {
    if (type instanceof ArrayType array) {
      return obstacle(array.getComponentType(), seen);
    }
    if (type.getKind() == TypeKind.WILDCARD) {
      return found("'" + TypeText.brief(type) + "' is a wildcard", SAY_THE_TYPE);
    }
    boolean isNew = type.getKind() == TypeKind.DECLARED && seen.add(TypeText.full(type));
    return isNew ? obstacle((DeclaredType) type, seen) : Optional.empty();
  }

  private Optional<Obstacle> obstacle(DeclaredType type, Set<String> seen) {
    TypeElement element = (TypeElement) type.asElement();
    return ofItself(type, element)
        .or(() -> ofArguments(type, seen))
        .or(() -> ofComponents(type, element, seen));
  }

  private Optional<Obstacle> ofArguments(DeclaredType type, Set<String> seen) {
    return type.getTypeArguments().stream()
        .flatMap(argument -> obstacle(argument, seen).stream())
        .findFirst();
  }

  private Optional<Obstacle> ofComponents(
      DeclaredType type, TypeElement element, Set<String> seen) {
    return ElementFilter.recordComponentsIn(element.getEnclosedElements()).stream()
        .flatMap(component -> ofComponent(type, component, seen).stream())
        .findFirst();
  }

  private Optional<Obstacle> ofComponent(
      DeclaredType type, RecordComponentElement component, Set<String> seen) {
    ExecutableType accessor = (ExecutableType) types.asMemberOf(type, component.getAccessor());
    String path = TypeText.brief(type) + "." + component.getSimpleName();
    return obstacle(accessor.getReturnType(), seen)
        .map(found -> new Obstacle("in " + path + ", " + found.reason(), found.fix()));
  }

  private Optional<Obstacle> ofItself(DeclaredType type, TypeElement element) {
    String name = element.getSimpleName().toString();
    if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
      return found(name + " is written without its type arguments", "Write them");
    }
    if (TypeText.isNamed(type, "java.lang.Object")) {
      return found("Object does not say what it is", SAY_THE_TYPE);
    }
    if (Nesting.isInner(element)) {
      return found(name + " is an inner class", "Make " + name + " static, or a record");
    }
    if (isFunction(element)) {
      return found(name + " is a functional interface", RETURN_A_VALUE);
    }
    return NO_VALUES.entrySet().stream()
        .filter(one -> isA(type, one.getKey()))
        .findFirst()
        .flatMap(one -> found(name + " is " + one.getValue(), RETURN_A_VALUE));
  }

  private static boolean isFunction(TypeElement element) {
    return element.getKind() == ElementKind.INTERFACE
        && element.getAnnotationMirrors().stream()
            .anyMatch(
                mirror ->
                    TypeText.isNamed(mirror.getAnnotationType(), "java.lang.FunctionalInterface"));
  }

  private boolean isA(DeclaredType type, String name) {
    TypeElement element = elements.getTypeElement(name);
    return element != null && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
  }

  private static Optional<Obstacle> found(String reason, String fix) {
    return Optional.of(new Obstacle(reason, fix));
  }
}
