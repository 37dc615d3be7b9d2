package io.backstitch.processor;

import java.util.List;
import java.util.Optional;

/**
 * A saga as a random generator thought it out, in the order in which its source declares it.
 *
 * @param number its number among the others
 * @param steps its steps
 * @param result the step named as the saga's result, if one is
 */
record RandomSaga(int number, List<Step> steps, Optional<String> result) {

  /**
   * A step.
   *
   * @param name its name, which is its method's
   * @param returns the name of the type that it returns, if any
   * @param takes what it takes besides the input
   * @param takesInput whether it takes the saga's input
   * @param after the steps that it names in after
   * @param pivot whether it is a pivot
   * @param transactional whether it is transactional
   * @param noCompensation whether it says that there is nothing to undo
   * @param undo its compensation, if it has one
   */
  record Step(
      String name,
      Optional<String> returns,
      List<Taken> takes,
      boolean takesInput,
      List<String> after,
      boolean pivot,
      boolean transactional,
      boolean noCompensation,
      Optional<Undo> undo) {}

  /**
   * A result that is taken.
   *
   * @param type its type
   * @param from the step whose it is
   * @param isNamed whether the source says from which step
   */
  record Taken(String type, String from, boolean isNamed) {}

  /**
   * A compensation.
   *
   * @param takesOwn whether it takes the result of its step
   * @param takesUnknown whether it takes it as an Optional
   * @param takes the results of other steps that it takes
   * @param after the steps that it names in after
   */
  record Undo(boolean takesOwn, boolean takesUnknown, List<Taken> takes, List<String> after) {}

  String className() {
    return "Saga" + number;
  }

  String sagaName() {
    return "saga-" + number;
  }

  /** The source of its class, in the package {@code random}. */
  String source() {
    StringBuilder source = new StringBuilder("package random;\n");
    source.append("import io.backstitch.annotations.*;\n");
    source.append("@Saga(value = \"").append(sagaName()).append('"');
    result.ifPresent(step -> source.append(", result = \"").append(step).append('"'));
    source.append(")\nclass ").append(className()).append(" {\n  record Input(String id) {}\n");
    steps.stream()
        .flatMap(step -> step.returns().stream())
        .distinct()
        .forEach(type -> source.append("  record ").append(type).append("(int value) {}\n"));
    steps.forEach(step -> append(step, source));
    steps.forEach(step -> step.undo().ifPresent(undo -> append(step, undo, source)));
    return source.append("}\n").toString();
  }

  private static void append(Step step, StringBuilder source) {
    source.append("  @Step(transactional = ").append(step.transactional());
    source.append(", pivot = ").append(step.pivot()).append(after(step.after())).append(")\n");
    if (step.noCompensation()) {
      source.append("  @NoCompensation(\"random\")\n");
    }
    String input = step.takesInput() ? "Input input" : "";
    source.append("  ").append(step.returns().orElse("void")).append(' ').append(step.name());
    source.append('(').append(parameters(input, step.takes())).append(") {");
    source.append(step.returns().map(type -> " return new " + type + "(1); ").orElse(""));
    source.append("}\n");
  }

  private static void append(Step step, Undo undo, StringBuilder source) {
    source.append("  @Compensate(value = \"").append(step.name()).append('"');
    source.append(after(undo.after())).append(")\n  void undo_").append(step.name()).append('(');
    String type = step.returns().orElse("");
    String taken = undo.takesUnknown() ? "java.util.Optional<" + type + ">" : type;
    source.append(parameters(undo.takesOwn() ? taken + " own" : "", undo.takes()));
    source.append(") {}\n");
  }

  private static String after(List<String> after) {
    return after.isEmpty() ? "" : ", after = {\"" + String.join("\", \"", after) + "\"}";
  }

  private static String parameters(String first, List<Taken> takes) {
    StringBuilder parameters = new StringBuilder(first);
    for (Taken taken : takes) {
      parameters.append(parameters.isEmpty() ? "" : ", ");
      parameters.append(taken.isNamed() ? "@From(\"" + taken.from() + "\") " : "");
      parameters.append(taken.type()).append(" of_").append(taken.from());
    }
    return parameters.toString();
  }
}
