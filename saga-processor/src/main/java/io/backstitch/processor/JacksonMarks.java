package io.backstitch.processor;

import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Annotations by which a class says how its values are written and read. */
final class JacksonMarks {

  /** Those that change nothing of what can be written and read. */
  private static final Set<String> SAY_LITTLE =
      Set.of(
          "com.fasterxml.jackson.annotation.JsonClassDescription",
          "com.fasterxml.jackson.annotation.JsonInclude",
          "com.fasterxml.jackson.annotation.JsonPropertyDescription",
          "com.fasterxml.jackson.annotation.JsonPropertyOrder",
          "com.fasterxml.jackson.annotation.JsonRootName",
          "com.fasterxml.jackson.annotation.JsonTypeName");

  private JacksonMarks() {}

  static boolean areOn(Element element) {
    return element.getAnnotationMirrors().stream().anyMatch(JacksonMarks::isOne);
  }

  private static boolean isOne(AnnotationMirror mirror) {
    TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
    return isOfJackson(type)
        || type.getAnnotationMirrors().stream()
            .map(inside -> (TypeElement) inside.getAnnotationType().asElement())
            .anyMatch(JacksonMarks::isOfJackson);
  }

  /** Lombok writes getters and constructors that are not there yet when sagas are judged. */
  private static boolean isOfJackson(TypeElement type) {
    String name = type.getQualifiedName().toString();
    return (name.startsWith("com.fasterxml.jackson.annotation.") && !SAY_LITTLE.contains(name))
        || name.startsWith("tools.jackson.databind.annotation.")
        || name.startsWith("lombok.");
  }
}
