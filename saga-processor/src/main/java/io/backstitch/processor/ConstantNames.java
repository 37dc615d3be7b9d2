package io.backstitch.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The names of the constants in a generated class, none like another. */
final class ConstantNames {

  static final String SAGA = "SAGA";
  static final String INPUT = "INPUT";

  private final Set<String> taken = new HashSet<>(List.of(SAGA, INPUT));
  private final Map<StepSource, String> keys = new HashMap<>();
  private final Map<StepSource, String> results = new HashMap<>();
  private final Map<StepSource, String> resultsIfKnown = new HashMap<>();

  ConstantNames(List<StepSource> steps) {
    for (Provision provision : Provision.values()) {
      taken.add(provision.name());
    }
    steps.forEach(step -> keys.put(step, free(upper(step.name().value()), "_STEP")));
    steps.forEach(step -> results.put(step, free(key(step) + "_RESULT", "_ARGUMENT")));
    steps.forEach(step -> resultsIfKnown.put(step, free(key(step) + "_IF_KNOWN", "_ARGUMENT")));
  }

  /** Of the step itself. */
  String key(StepSource step) {
    return in(keys, step);
  }

  /** Of the argument that is the step's result. */
  String result(StepSource step) {
    return in(results, step);
  }

  /** Of the argument that is the step's result, or empty. */
  String resultIfKnown(StepSource step) {
    return in(resultsIfKnown, step);
  }

  private static String in(Map<StepSource, String> names, StepSource step) {
    String name = names.get(step);
    if (name == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return name;
  }

  private String free(String wanted, String suffix) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + suffix + (i == 1 ? "" : "_" + i);
    }
    return name;
  }

  /** {@code bookHotel} and {@code book-hotel} both become {@code BOOK_HOTEL}. */
  private static String upper(String name) {
    StringBuilder upper = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      boolean beginsWord =
          i > 0 && Character.isUpperCase(letter) && Character.isLowerCase(name.charAt(i - 1));
      upper.append(beginsWord ? "_" : "");
      upper.append(Character.isJavaIdentifierPart(letter) ? letter : '_');
    }
    String constant = upper.toString().toUpperCase(Locale.ROOT);
    boolean isWord = constant.chars().anyMatch(letter -> letter != '_');
    return isWord && SourceVersion.isName(constant) ? constant : "STEP_" + constant;
  }
}
