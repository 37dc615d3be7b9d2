package io.backstitch.processor;

import io.backstitch.processor.ProcessorOptions.Codec;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Which types are values that can be stored, at any depth, as the engine's own codec writes and
 * reads them: Jackson 3 with its defaults. What is in doubt is accepted, above all what annotations
 * tell Jackson; the engine looks again at each value. A codec of the user's own may make what it
 * likes of classes that do not come with Java. Type variables come from generic classes and
 * methods, which have their own problem.
 */
final class Storability {

  static final String TAKE_A_RECORD = "Make it a record";
  private static final String RETURN_A_VALUE =
      "Hand on what it holds, as a record, a list or another value";
  private static final String SAY_THE_TYPE = "Write the type itself";

  /** How often a class may be met within itself with other type arguments, before it is endless. */
  private static final int DEEP_ENOUGH = 8;

  private final Types types;
  private final Codec codec;
  private final KnownTypes known;
  private final StoredProperties properties;
  private final MapKeys keys;

  Storability(Types types, Elements elements, Codec codec) {
    this.types = types;
    this.codec = codec;
    this.known = new KnownTypes(types);
    this.properties = new StoredProperties(types, elements);
    this.keys = new MapKeys(known, elements);
  }

  /**
   * Why a type cannot be stored.
   *
   * @param reason what is wrong, as half a sentence
   * @param fix what to do
   */
  record Obstacle(String reason, String fix) {

    static Optional<Obstacle> found(String reason, String fix) {
      return Optional.of(new Obstacle(reason, fix));
    }
  }

  /**
   * One look into a type.
   *
   * @param path how it was reached, as {@code Order.lines[].handle}; empty for the type itself
   * @param seen all that was looked at
   * @param open the types that the present one is in
   */
  private record Look(String path, Set<String> seen, Deque<TypeElement> open) {

    Look at(DeclaredType owner, String property) {
      return at((path.isEmpty() ? TypeText.brief(owner) : path) + "." + property);
    }

    Look atContent(boolean isRepeated) {
      return isRepeated && !path.isEmpty() ? at(path + "[]") : this;
    }

    private Look at(String newPath) {
      return new Look(newPath, seen, open);
    }

    Obstacle from(Obstacle obstacle) {
      return path.isEmpty()
          ? obstacle
          : new Obstacle("in " + path + ", " + obstacle.reason(), obstacle.fix());
    }
  }

  /** All that stands against storing a type, wherever in it. */
  Stream<Obstacle> obstacles(TypeMirror type) {
    return obstacles(type, new Look("", new HashSet<>(), new ArrayDeque<>()));
  }

  /** Whether a type is in itself no value, as a service is none, though it is written in full. */
  boolean isNoValue(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return false;
    }
    DeclaredType declared = (DeclaredType) type;
    TypeElement element = (TypeElement) declared.asElement();
    return declared.getTypeArguments().size() == element.getTypeParameters().size()
        && !known.saysNothing(element)
        && !Nesting.isInner(element)
        && ofItself(declared, element).isPresent();
  }

  private Stream<Obstacle> obstacles(TypeMirror type, Look look) {
    if (type instanceof ArrayType array) {
      return obstacles(array.getComponentType(), look.atContent(true));
    }
    if (type.getKind() == TypeKind.WILDCARD) {
      return Obstacle.found("'" + TypeText.brief(type) + "' is a wildcard", SAY_THE_TYPE)
          .map(look::from)
          .stream();
    }
    if (type.getKind() != TypeKind.DECLARED || !look.seen().add(TypeText.full(type))) {
      return Stream.empty();
    }
    DeclaredType declared = (DeclaredType) type;
    TypeElement element = (TypeElement) declared.asElement();
    if (!known.isOfJava(element) && Collections.frequency(look.open(), element) >= DEEP_ENOUGH) {
      return Obstacle.found(
          element.getSimpleName() + " is within itself with ever larger type arguments",
          "Let it be within itself with the same type arguments")
          .stream();
    }
    look.open().push(element);
    Optional<Obstacle> own = ofItself(declared, element).map(look::from);
    List<Obstacle> all =
        (own.isPresent() ? own.stream() : inside(declared, element, look)).toList();
    look.open().pop();
    return all.stream();
  }

  private Optional<Obstacle> ofItself(DeclaredType type, TypeElement element) {
    String name = element.getSimpleName().toString();
    if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
      return Obstacle.found(name + " is written without its type arguments", "Write them");
    }
    if (known.saysNothing(element)) {
      return Obstacle.found(name + " does not say what it is", SAY_THE_TYPE);
    }
    if (Nesting.isInner(element)) {
      return Obstacle.found(name + " is an inner class", "Make " + name + " static, or a record");
    }
    if (isPlain(element) || saysHow(element)) {
      return Optional.empty();
    }
    if (known.isFunction(element)) {
      return Obstacle.found(name + " is a functional interface", RETURN_A_VALUE);
    }
    if (codec == Codec.OWN && !known.isOfJava(element)) {
      return Optional.empty();
    }
    return known
        .whyNoValue(type)
        .flatMap(what -> Obstacle.found(name + " is " + what, RETURN_A_VALUE))
        .or(() -> known.isReadable(type) ? Optional.empty() : ofItsForm(element, name));
  }

  private Optional<Obstacle> ofItsForm(TypeElement element, String name) {
    if (element.getModifiers().contains(Modifier.ABSTRACT)) {
      String kind = element.getKind() == ElementKind.INTERFACE ? "an interface" : "abstract";
      return Obstacle.found(
          name + " is " + kind + ", and nothing says as what to read it",
          known.isOfJava(element)
              ? "Take a class or a record"
              : "Take a class or a record, or say on " + name + " by @JsonTypeInfo what there is");
    }
    if (known.isOfJava(element)) {
      return Optional.empty();
    }
    if (!properties.areThere(element)) {
      return Obstacle.found(
          name + " shows nothing of what it holds, by a public getter or field", TAKE_A_RECORD);
    }
    return properties.canBeCreated(element)
        ? Optional.empty()
        : Obstacle.found(
            name + " has no public constructor, and none without parameters", TAKE_A_RECORD);
  }

  private Stream<Obstacle> inside(DeclaredType type, TypeElement element, Look look) {
    boolean isClosed = codec == Codec.OWN && !known.isOfJava(element) && !isPlain(element);
    if (element.getKind() == ElementKind.ENUM || saysHow(element) || isClosed) {
      return Stream.empty();
    }
    if (StoredProperties.inheritsNothing(element)) {
      return ofClass(type, element, look);
    }
    Optional<DeclaredType> map = known.asMap(type);
    if (map.isPresent()) {
      return ofMap(map.orElseThrow(), look);
    }
    Optional<DeclaredType> list = known.asIterable(type).filter(found -> !isPlain(element));
    if (list.isPresent()) {
      return ofArguments(list.orElseThrow(), look.atContent(true));
    }
    if (known.isOfJava(element)) {
      return ofArguments(type, look);
    }
    return ofClass(type, element, look);
  }

  private Stream<Obstacle> ofClass(DeclaredType type, TypeElement element, Look look) {
    Optional<Obstacle> wildcard = wildcard(type).map(look::from);
    return wildcard.isPresent() ? wildcard.stream() : ofProperties(type, element, look);
  }

  private Stream<Obstacle> ofMap(DeclaredType map, Look look) {
    List<? extends TypeMirror> arguments = map.getTypeArguments();
    if (arguments.isEmpty()) {
      return Stream.empty();
    }
    List<Obstacle> inKey = obstacles(arguments.get(0), look).toList();
    return Stream.concat(
        inKey.isEmpty() ? ofKey(arguments.get(0)).map(look::from).stream() : inKey.stream(),
        obstacles(arguments.get(1), look.atContent(true)));
  }

  private Optional<Obstacle> ofKey(TypeMirror key) {
    return codec == Codec.OWN ? Optional.empty() : keys.obstacle(key);
  }

  private Stream<Obstacle> ofArguments(DeclaredType type, Look look) {
    return type.getTypeArguments().stream().flatMap(argument -> obstacles(argument, look));
  }

  /** A wildcard among the type arguments of a class into which one looks by its properties. */
  private Optional<Obstacle> wildcard(DeclaredType type) {
    return type.getTypeArguments().stream()
        .filter(argument -> argument.getKind() == TypeKind.WILDCARD)
        .findFirst()
        .flatMap(
            argument ->
                Obstacle.found("'" + TypeText.brief(argument) + "' is a wildcard", SAY_THE_TYPE));
  }

  private Stream<Obstacle> ofProperties(DeclaredType type, TypeElement element, Look look) {
    return properties.of(element).stream()
        .flatMap(
            property -> obstacles(property.typeIn(type, types), look.at(type, property.name())));
  }

  private boolean saysHow(TypeElement element) {
    return !known.isOfJava(element) && properties.saysHow(element);
  }

  /** Records and enums are values whatever they implement. */
  private static boolean isPlain(TypeElement element) {
    return element.getKind() == ElementKind.RECORD || element.getKind() == ElementKind.ENUM;
  }
}
