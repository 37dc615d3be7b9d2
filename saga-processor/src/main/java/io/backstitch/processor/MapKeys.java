package io.backstitch.processor;

import io.backstitch.processor.Storability.Obstacle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Which types can be keys of a map, which JSON has as texts only: those that the codec knows, and
 * those that say themselves how to write them as a text and how to read them from one.
 */
final class MapKeys {

  private static final Set<String> KNOWN =
      Set.of(
          "java.lang.String",
          "java.lang.CharSequence",
          "java.lang.Character",
          "java.time.DayOfWeek",
          "java.time.ZoneId",
          "java.util.Calendar",
          "java.util.Currency",
          "java.util.UUID");

  /** Their {@code toString} says nothing that could be read. */
  private static final Set<String> INHERENT = Set.of("java.lang.Object", "java.lang.Record");

  private static final Set<String> FACTORIES = Set.of("valueOf", "fromString");

  private final KnownTypes known;
  private final Elements elements;

  MapKeys(KnownTypes known, Elements elements) {
    this.known = known;
    this.elements = elements;
  }

  /** Why a type cannot be a key. */
  Optional<Obstacle> obstacle(TypeMirror key) {
    if (key.getKind() != TypeKind.ARRAY && key.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    return key.getKind() == TypeKind.DECLARED && canBeText((DeclaredType) key)
        ? Optional.empty()
        : Obstacle.found(
            TypeText.brief(key) + " is the key of a map and cannot be read back from a text",
            "Take a String or a number as the key, or a list of records");
  }

  private boolean canBeText(DeclaredType type) {
    TypeElement element = (TypeElement) type.asElement();
    String name = element.getQualifiedName().toString();
    return KNOWN.contains(name)
        || element.getKind() == ElementKind.ENUM
        || elements.getPackageOf(element).getQualifiedName().contentEquals("java.time")
        || known.isA(type, "java.util.Calendar")
        || saysHow(element)
        || (isReadFromText(element) && isWrittenAsText(element) && !name.startsWith("java.sql."));
  }

  private static boolean saysHow(TypeElement element) {
    return JacksonMarks.areOn(element)
        || element.getEnclosedElements().stream().anyMatch(JacksonMarks::areOn);
  }

  private static boolean isReadFromText(TypeElement element) {
    List<? extends Element> members = element.getEnclosedElements();
    boolean byConstructor =
        ElementFilter.constructorsIn(members).stream().anyMatch(MapKeys::takesText);
    boolean byFactory =
        ElementFilter.methodsIn(members).stream()
            .anyMatch(
                method ->
                    method.getModifiers().contains(Modifier.STATIC)
                        && FACTORIES.contains(method.getSimpleName().toString())
                        && takesText(method));
    return byConstructor || byFactory;
  }

  private static boolean takesText(ExecutableElement method) {
    return method.getParameters().size() == 1
        && TypeText.isNamed(method.getParameters().get(0).asType(), "java.lang.String");
  }

  private boolean isWrittenAsText(TypeElement element) {
    return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
        .filter(method -> method.getSimpleName().contentEquals("toString"))
        .filter(method -> method.getParameters().isEmpty())
        .noneMatch(MapKeys::isInherentToAll);
  }

  private static boolean isInherentToAll(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && INHERENT.contains(owner.getQualifiedName().toString());
  }
}
