package io.backstitch.processor;

import io.backstitch.graph.Place;
import io.backstitch.graph.Said;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** One annotation as it stands on an element: what it says, and where. */
final class Mark {

  /** What compilers put in the place of a value that they could not make sense of. */
  private static final String NO_VALUE = "<error>";

  private final Element element;
  private final AnnotationMirror annotation;
  private final Map<String, AnnotationValue> written = new TreeMap<>();

  private Mark(Element element, AnnotationMirror annotation) {
    this.element = element;
    this.annotation = annotation;
    annotation
        .getElementValues()
        .forEach((name, value) -> written.put(name.getSimpleName().toString(), value));
  }

  /** The annotation of a type on an element, if it is there. */
  static Optional<Mark> on(Element element, Class<? extends Annotation> type) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement found = (TypeElement) mirror.getAnnotationType().asElement();
      if (found.getQualifiedName().contentEquals(type.getName())) {
        return Optional.of(new Mark(element, mirror));
      }
    }
    return Optional.empty();
  }

  SourcePlace place() {
    return new SourcePlace.OfAnnotation(element, annotation);
  }

  /** Whether all of it can be read: a compiler itself complains of what is missing or wrong. */
  boolean isReadable() {
    return declared().stream()
            .allMatch(name -> name.getDefaultValue() != null || written.containsKey(nameOf(name)))
        && written.values().stream().allMatch(this::isReadable);
  }

  private boolean isReadable(AnnotationValue value) {
    Object content = value.getValue();
    if (content instanceof Collection<?> several) {
      return several.stream().allMatch(one -> isReadable((AnnotationValue) one));
    }
    if (content instanceof AnnotationMirror inner) {
      return new Mark(element, inner).isReadable();
    }
    return !NO_VALUE.equals(content);
  }

  Said<String> text(String name) {
    return said(name, String.class);
  }

  Said<Integer> number(String name) {
    return said(name, Integer.class);
  }

  Said<Double> decimal(String name) {
    return said(name, Double.class);
  }

  Said<Boolean> flag(String name) {
    return said(name, Boolean.class);
  }

  /** The texts of an array, each with its own place. */
  List<Said<String>> texts(String name) {
    AnnotationValue several = value(name);
    SourcePlace.OfValue whole = new SourcePlace.OfValue(element, annotation, several);
    List<Said<String>> texts = new ArrayList<>();
    for (Object item : (Collection<?>) several.getValue()) {
      AnnotationValue text = (AnnotationValue) item;
      texts.add(new Said<>((String) text.getValue(), new SourcePlace.OfItem(whole, text)));
    }
    return List.copyOf(texts);
  }

  /** An annotation within this one. */
  Mark inner(String name) {
    return new Mark(element, (AnnotationMirror) value(name).getValue());
  }

  private <T> Said<T> said(String name, Class<T> type) {
    AnnotationValue value = value(name);
    Place place =
        written.containsKey(name) ? new SourcePlace.OfValue(element, annotation, value) : place();
    return new Said<>(type.cast(value.getValue()), place);
  }

  private AnnotationValue value(String name) {
    AnnotationValue value = written.get(name);
    return value != null ? value : byDefault(name);
  }

  private AnnotationValue byDefault(String name) {
    return declared().stream()
        .filter(declared -> nameOf(declared).equals(name))
        .findFirst()
        .map(ExecutableElement::getDefaultValue)
        .orElseThrow(() -> new IllegalArgumentException(annotation + " has no " + name));
  }

  private List<ExecutableElement> declared() {
    return ElementFilter.methodsIn(
        annotation.getAnnotationType().asElement().getEnclosedElements());
  }

  private static String nameOf(ExecutableElement method) {
    return method.getSimpleName().toString();
  }
}
