package io.backstitch.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Where something stands in the source: as exactly as a compiler can point to it. */
sealed interface Place {

  /** The element, or the one that is annotated. */
  Element element();

  /** Has the compiler print an error here. */
  void error(Messager messager, String message);

  /** A class, a method or a parameter. */
  record OfElement(Element element) implements Place {
    @Override
    public void error(Messager messager, String message) {
      messager.printMessage(Diagnostic.Kind.ERROR, message, element);
    }
  }

  /** An annotation. */
  record OfAnnotation(Element element, AnnotationMirror annotation) implements Place {
    @Override
    public void error(Messager messager, String message) {
      messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation);
    }
  }

  /** A value in an annotation, at any depth. */
  record OfValue(Element element, AnnotationMirror annotation, AnnotationValue value)
      implements Place {
    @Override
    public void error(Messager messager, String message) {
      messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation, value);
    }
  }
}
