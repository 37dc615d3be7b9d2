package io.backstitch.processor;

import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of warnings. The author of a saga silences one by {@code @SuppressWarnings} with its
 * code, or all by {@code backstitch}, on what it is about or on anything around that. An option of
 * the processor makes all that are left errors, or keeps them off.
 */
final class Warnings {

  /** {@code -Abackstitch.warnings=error}. */
  static final String OPTION = "backstitch.warnings";

  private static final String ALL = "backstitch";
  private static final Map<String, Optional<Kind>> CHOICES =
      Map.of(
          "warn", Optional.of(Kind.WARNING),
          "error", Optional.of(Kind.ERROR),
          "off", Optional.empty());

  private final Optional<Kind> kind;

  /**
   * @param chosen what the option says, or null where it is not given
   */
  Warnings(@Nullable String chosen, Messager messager) {
    String choice = chosen == null ? "warn" : chosen.toLowerCase(Locale.ROOT);
    Optional<Kind> known = CHOICES.get(choice);
    if (known == null) {
      messager.printMessage(
          Kind.ERROR,
          Problem.BAD_OPTION.message("", Written.ANNOTATED, OPTION, choice, "warn, error or off"));
      known = Optional.of(Kind.WARNING);
    }
    this.kind = known;
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
