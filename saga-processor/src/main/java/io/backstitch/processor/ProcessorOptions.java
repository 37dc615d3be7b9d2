package io.backstitch.processor;

import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic.Kind;

/**
 * What the compiler was told by {@code -Abackstitch.…=…}.
 *
 * @param warnings how to print a warning; empty where nobody wants any
 * @param codec what values are stored by
 */
record ProcessorOptions(Optional<Kind> warnings, Codec codec) {

  /** What values are stored by. */
  enum Codec {
    /** The engine's own, of which it is known what it can do. */
    JACKSON,
    /** One that the engine is given; it may know more types. */
    OWN
  }

  private static final String WARNINGS = "backstitch.warnings";
  private static final String CODEC = "backstitch.codec";

  /** All options that there are. */
  static final Set<String> NAMES = Set.of(WARNINGS, CODEC);

  /** Reads the options, and has the compiler say which cannot be read. */
  static ProcessorOptions of(ProcessingEnvironment environment) {
    Messager messager = environment.getMessager();
    Map<String, String> said = environment.getOptions();
    Optional<Kind> warnings =
        switch (choice(WARNINGS, said, List.of("warn", "error", "off"), messager)) {
          case "error" -> Optional.of(Kind.ERROR);
          case "off" -> Optional.empty();
          default -> Optional.of(Kind.WARNING);
        };
    boolean isOwn = choice(CODEC, said, List.of("jackson", "own"), messager).equals("own");
    return new ProcessorOptions(warnings, isOwn ? Codec.OWN : Codec.JACKSON);
  }

  /** One of several; the first where nothing is said, or something else. */
  private static String choice(
      String option, Map<String, String> said, List<String> choices, Messager messager) {
    String choice =
        said.containsKey(option)
            ? Objects.requireNonNullElse(said.get(option), "")
            : choices.get(0);
    if (choices.contains(choice)) {
      return choice;
    }
    int last = choices.size() - 1;
    String all = String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
    messager.printMessage(
        Kind.ERROR, Problem.BAD_OPTION.message("", Written.ANNOTATED, option, choice, all));
    return choices.get(0);
  }
}
