package io.backstitch.processor;

import io.backstitch.graph.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/**
 * What becomes of warnings. The author of a saga silences one by {@code @SuppressWarnings} with its
 * code, or all by {@code backstitch}, on what it is about or on anything around that.
 */
final class Warnings {

  private static final String ALL = "backstitch";

  private final Optional<Kind> kind;

  /**
   * @param kind how to print those that nobody silences; empty where nobody wants any
   */
  Warnings(Optional<Kind> kind) {
    this.kind = kind;
  }

  /** How to print a warning; empty where nobody wants it. */
  Optional<Kind> kindOf(Problem warning, Element... about) {
    boolean isSilenced =
        Arrays.stream(about).flatMap(Warnings::around).anyMatch(one -> silences(one, warning));
    return isSilenced ? Optional.empty() : kind;
  }

  private static Stream<Element> around(Element element) {
    return Stream.iterate(element, one -> one != null, Element::getEnclosingElement);
  }

  private static boolean silences(Element element, Problem warning) {
    return Mark.on(element, SuppressWarnings.class).stream()
        .flatMap(mark -> mark.texts("value").stream())
        .anyMatch(said -> said.value().equals(ALL) || said.value().equals(warning.code()));
  }
}
