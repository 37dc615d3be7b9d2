package io.backstitch.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
 * another class holds inside is the codec's business.
 */
final class Storability {

  /** Types that stand for something that goes on, with what a message calls them. */
  private static final Map<String, String> NO_VALUES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("java.lang.AutoCloseable", "something open that is to be closed"),
              Map.entry("java.lang.Thread", "a thread"),
              Map.entry("java.lang.ThreadLocal", "bound to a thread"),
              Map.entry("java.lang.Process", "a process"),
              Map.entry("java.lang.Class", "code"),
              Map.entry("java.lang.ClassLoader", "code"),
              Map.entry("java.lang.ref.Reference", "a reference"),
              Map.entry("java.sql.Wrapper", "a resource of the database"),
              Map.entry("java.util.Iterator", "a position in something else"),
              Map.entry("java.util.concurrent.CompletionStage", "a promise of a value"),
              Map.entry("java.util.concurrent.Executor", "something that runs code"),
              Map.entry("java.util.concurrent.Future", "a promise of a value"),
              Map.entry("java.util.concurrent.locks.Lock", "a lock"),
              Map.entry("java.util.stream.BaseStream", "a stream"),
              Map.entry("io.backstitch.runtime.StepContext", "valid during one step only"),
              Map.entry("org.jooq.DSLContext", "a resource of the database")));

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
    String name = TypeText.brief(type);
    if (type.getKind() == TypeKind.TYPEVAR) {
      return found(name + " is a type variable", SAY_THE_TYPE);
    }
    if (type.getKind() == TypeKind.WILDCARD) {
      return found("'" + name + "' is a wildcard", SAY_THE_TYPE);
    }
    boolean isNew = type.getKind() == TypeKind.DECLARED && seen.add(TypeText.full(type));
    return isNew ? obstacle((DeclaredType) type, seen) : Optional.empty();
  }

  private Optional<Obstacle> obstacle(DeclaredType type, Set<String> seen) {
    TypeElement element = (TypeElement) type.asElement();
    Optional<Obstacle> ofItself = ofItself(type, element);
    return ofItself.isPresent()
        ? ofItself
        : Stream.concat(type.getTypeArguments().stream(), components(type, element))
            .flatMap(part -> obstacle(part, seen).stream())
            .findFirst();
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

  private Stream<TypeMirror> components(DeclaredType type, TypeElement element) {
    List<RecordComponentElement> components =
        ElementFilter.recordComponentsIn(element.getEnclosedElements());
    return components.stream()
        .map(component -> types.asMemberOf(type, component.getAccessor()))
        .map(accessor -> ((ExecutableType) accessor).getReturnType());
  }

  private static Optional<Obstacle> found(String reason, String fix) {
    return Optional.of(new Obstacle(reason, fix));
  }
}
