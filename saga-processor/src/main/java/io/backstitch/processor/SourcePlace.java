package io.backstitch.processor;

import io.backstitch.graph.Place;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Where something stands in the source: as exactly as a compiler can point to it. */
sealed interface SourcePlace extends Place {

  /** The element, or the one that is annotated. */
  Element element();

  /** Has the compiler print something here. */
  void print(Diagnostic.Kind kind, String message, Messager messager);

  /** A class, a method or a parameter. */
  record OfElement(Element element) implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element);
    }
  }

  /** An annotation. */
  record OfAnnotation(Element element, AnnotationMirror annotation) implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element, annotation);
    }
  }

  /** A value in an annotation, at any depth. */
  record OfValue(Element element, AnnotationMirror annotation, AnnotationValue value)
      implements SourcePlace {
    @Override
    public void print(Diagnostic.Kind kind, String message, Messager messager) {
      messager.printMessage(kind, message, element, annotation, value);
    }
  }
}
