package io.backstitch.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What of an object is written, and how it is made again: by public getters, fields and
 * constructors.
 */
final class StoredProperties {

  private static final Set<String> FACTORIES = Set.of("valueOf", "fromString");

  private final Types types;
  private final Elements elements;

  StoredProperties(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  /**
   * What is written under one name.
   *
   * @param name the name
   * @param element a component's accessor, a getter or a field
   */
  record Property(String name, Element element) {

    TypeMirror typeIn(DeclaredType owner, Types types) {
      TypeMirror type = types.asMemberOf(owner, element);
      return type instanceof ExecutableType method ? method.getReturnType() : type;
    }
  }

  /** Whether a class or what it extends says by annotations how it is written and read. */
  boolean saysHow(TypeElement element) {
    return JacksonMarks.areOn(element)
        || ancestors(element).anyMatch(JacksonMarks::areOn)
        || members(element)
            .anyMatch(member -> isValue(member) || isCreatorOfAbstract(element, member));
  }

  private static boolean isValue(Element member) {
    return member.getAnnotationMirrors().stream()
        .anyMatch(
            mirror ->
                TypeText.isNamed(
                    mirror.getAnnotationType(), "com.fasterxml.jackson.annotation.JsonValue"));
  }

  private static boolean isCreatorOfAbstract(TypeElement element, Element member) {
    return element.getModifiers().contains(Modifier.ABSTRACT)
        && element.getEnclosedElements().contains(member)
        && isCreator(member)
        && JacksonMarks.areOn(member);
  }

  /** Whether anything of an object is written. */
  boolean areThere(TypeElement element) {
    return members(element).anyMatch(member -> isShown(member) || JacksonMarks.areOn(member));
  }

  /** Whether an object can be made from what was written, as far as one can tell here. */
  boolean canBeCreated(TypeElement element) {
    return element.getEnclosedElements().stream()
        .filter(StoredProperties::isCreator)
        .map(ExecutableElement.class::cast)
        .anyMatch(
            creator ->
                creator.getParameters().isEmpty()
                    || creator.getModifiers().contains(Modifier.PUBLIC)
                    || JacksonMarks.areOn(creator));
  }

  private static boolean isCreator(Element member) {
    if (member.getKind() == ElementKind.CONSTRUCTOR) {
      return true;
    }
    return member instanceof ExecutableElement method
        && method.getModifiers().contains(Modifier.STATIC)
        && (JacksonMarks.areOn(method)
            || (method.getParameters().size() == 1
                && FACTORIES.contains(method.getSimpleName().toString())));
  }

  /**
   * What is written of an object and read again, and has no annotation of its own that says how.
   * What only a getter tells is written, and ignored when the object is read.
   */
  List<Property> of(TypeElement element) {
    Set<String> marked = new HashSet<>();
    members(element)
        .filter(member -> JacksonMarks.areOn(member) || isTransient(member))
        .forEach(member -> marked.add(propertyName(member).orElse(name(member))));
    List<Property> properties = new ArrayList<>();
    for (RecordComponentElement component :
        ElementFilter.recordComponentsIn(element.getEnclosedElements())) {
      if (!JacksonMarks.areOn(component)) {
        properties.add(new Property(name(component), component.getAccessor()));
      }
    }
    Set<String> readable = readable(element);
    members(element)
        .filter(StoredProperties::isShown)
        .map(member -> new Property(propertyName(member).orElse(name(member)), member))
        .filter(property -> readable.contains(property.name()))
        .forEach(properties::add);
    properties.removeIf(property -> marked.contains(property.name()));
    return properties;
  }

  private Set<String> readable(TypeElement element) {
    Set<String> names = new HashSet<>();
    members(element)
        .filter(member -> member.getKind() == ElementKind.FIELD || name(member).startsWith("set"))
        .forEach(member -> names.add(propertyName(member).orElse(name(member))));
    return names;
  }

  private Stream<? extends Element> members(TypeElement element) {
    return inheritsNothing(element) ? element.getEnclosedElements().stream() : allMembers(element);
  }

  /** Most values are such records, and to ask for all their members would be slow. */
  static boolean inheritsNothing(TypeElement element) {
    return element.getKind() == ElementKind.RECORD && element.getInterfaces().isEmpty();
  }

  private Stream<? extends Element> allMembers(TypeElement element) {
    return Stream.concat(
        elements.getAllMembers(element).stream().filter(member -> !isOfObject(member)),
        ancestors(element)
            .flatMap(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream()));
  }

  private static boolean isOfObject(Element member) {
    return member.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals("java.lang.Object");
  }

  /** Whether a getter or a field is written without being asked. */
  private static boolean isShown(Element member) {
    Set<Modifier> modifiers = member.getModifiers();
    boolean isPublic = modifiers.contains(Modifier.PUBLIC) && !modifiers.contains(Modifier.STATIC);
    return isPublic
        && (member.getKind() == ElementKind.FIELD
            ? !modifiers.contains(Modifier.TRANSIENT)
            : isGetter(member));
  }

  private static boolean isGetter(Element member) {
    if (!(member instanceof ExecutableElement method)
        || member.getKind() != ElementKind.METHOD
        || !method.getParameters().isEmpty()) {
      return false;
    }
    TypeMirror type = method.getReturnType();
    boolean isTruth =
        type.getKind() == TypeKind.BOOLEAN || TypeText.isNamed(type, "java.lang.Boolean");
    String prefix = prefix(name(member));
    return type.getKind() != TypeKind.VOID
        && (prefix.equals("get") || (prefix.equals("is") && isTruth));
  }

  private static boolean isTransient(Element member) {
    return member.getModifiers().contains(Modifier.TRANSIENT)
        || member.getAnnotationMirrors().stream()
            .anyMatch(
                mirror -> TypeText.isNamed(mirror.getAnnotationType(), "java.beans.Transient"));
  }

  private static Optional<String> propertyName(Element member) {
    String prefix = prefix(name(member));
    if (member.getKind() != ElementKind.METHOD || prefix.isEmpty()) {
      return Optional.empty();
    }
    String rest = name(member).substring(prefix.length());
    return Optional.of(rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1));
  }

  private static String prefix(String method) {
    return Stream.of("get", "set", "is")
        .filter(prefix -> method.startsWith(prefix) && method.length() > prefix.length())
        .findFirst()
        .orElse("");
  }

  private static String name(Element member) {
    return member.getSimpleName().toString();
  }

  private Stream<TypeElement> ancestors(TypeElement element) {
    return types.directSupertypes(element.asType()).stream()
        .map(type -> (TypeElement) ((DeclaredType) type).asElement())
        .flatMap(type -> Stream.concat(Stream.of(type), ancestors(type)));
  }
}
