package io.backstitch.processor;

import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;

/** The names that a source can say without an import. */
final class JavaLang {

  private final Elements elements;

  /** To ask a compiler for a class that is not there is slow. */
  private final Map<String, Boolean> known = new HashMap<>();

  JavaLang(Elements elements) {
    this.elements = elements;
  }

  boolean has(String name) {
    return known.computeIfAbsent(name, any -> elements.getTypeElement("java.lang." + any) != null);
  }

  /** Whether a class of a package is called like one that needs no import otherwise. */
  boolean isHiddenIn(PackageElement beside) {
    return beside.getEnclosedElements().stream()
        .anyMatch(type -> has(type.getSimpleName().toString()));
  }
}
