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

  ConstantNames(List<StepSource> steps) {
    for (Provision provision : Provision.values()) {
      taken.add(provision.name());
    }
    steps.forEach(step -> keys.put(step, free(upper(step.name().value()))));
  }

  /** Of the step itself. */
  String key(StepSource step) {
    String name = keys.get(step);
    if (name == null) {
      throw new IllegalArgumentException("step " + step + " is not of this saga");
    }
    return name;
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_STEP" + (i == 1 ? "" : "_" + i);
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
      boolean isPart =
          Character.isJavaIdentifierPart(letter) && !Character.isIdentifierIgnorable(letter);
      upper.append(isPart ? letter : '_');
    }
    String constant = upper.toString().toUpperCase(Locale.ROOT);
    boolean isWord = constant.chars().anyMatch(letter -> letter != '_');
    return isWord && SourceVersion.isName(constant) ? constant : "STEP_" + constant;
  }
}
