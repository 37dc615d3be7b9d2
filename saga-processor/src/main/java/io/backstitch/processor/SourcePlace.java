package io.backstitch.processor;

import io.backstitch.annotations.Step;
import io.backstitch.graph.Place;
import java.util.stream.Stream;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Where something stands in the source: as exactly as a compiler can point to it. */
sealed interface SourcePlace extends Place {

  /** The element, or the one that is annotated. */
  Element element();

  /** Has the compiler print something here. */
  void print(Diagnostic.Kind kind, String message, Messager messager);

  /**
   * The nearest place that Eclipse's compiler can point to. It knows no position of a record, and
   * would not even name its file: its first step stands for it, or the class around it.
   */
  default SourcePlace forEclipse() {
    return element().getKind() == ElementKind.RECORD
        ? new OfElement(insteadOf((TypeElement) element()))
        : this;
  }

  private static Element insteadOf(TypeElement record) {
    Stream<? extends Element> steps =
        record.getEnclosedElements().stream()
            .filter(inside -> Mark.on(inside, Step.class).isPresent());
    Stream<TypeElement> around =
        Nesting.of(record).stream().filter(one -> one.getKind() != ElementKind.RECORD);
    return Stream.concat(steps, around).findFirst().orElse(record);
  }

  /** A class, a method or a parameter. */
  record OfElement(Element element) implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element);
    }
  }

  /** An annotation, at any depth. */
  record OfAnnotation(Element element, AnnotationMirror annotation) implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element, annotation);
    }
  }

  /** What an annotation says of one of its members. */
  record OfValue(Element element, AnnotationMirror annotation, AnnotationValue value)
      implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element, annotation, value);
    }
  }

  /** One value of several that an annotation says of one of its members. */
  record OfItem(OfValue whole, AnnotationValue item) implements SourcePlace {
    @Override
    public Element element() {
      return whole.element();
    }

    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      new OfValue(whole.element(), whole.annotation(), item).print(kind, message, messager);
    }

    @Override
    public SourcePlace forEclipse() {
      return whole.forEclipse();
    }
  }
}
