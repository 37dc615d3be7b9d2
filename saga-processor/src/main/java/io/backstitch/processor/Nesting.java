package io.backstitch.processor;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The classes that something is written in. */
final class Nesting {

  private Nesting() {}

  /** From the innermost class, which may be the element itself, to the outermost. */
  static List<TypeElement> of(Element element) {
    List<TypeElement> classes = new ArrayList<>();
    for (@Nullable Element one = element; one != null; one = one.getEnclosingElement()) {
      if (one instanceof TypeElement type) {
        classes.add(type);
      }
    }
    return classes;
  }

  static boolean isInner(TypeElement type) {
    return of(type).size() > 1 && !type.getModifiers().contains(Modifier.STATIC);
  }
}
