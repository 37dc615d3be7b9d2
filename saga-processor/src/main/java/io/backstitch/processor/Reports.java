package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import io.backstitch.graph.Problem.Written;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/** Has the compiler print what is wrong, where its author can see it. */
final class Reports {

  private final Messager messager;
  private final Warnings warnings;

  /** By name, as an element of one round is not valid in the next. */
  private final Set<String> sources = new HashSet<>();

  Reports(Messager messager, Warnings warnings) {
    this.messager = messager;
    this.warnings = warnings;
  }

  /** Takes note of classes that are compiled from their sources. */
  void sees(Set<? extends Element> classes) {
    classes.forEach(one -> sources.add(one.toString()));
  }

  /** Prints a problem: on the saga class, where the exact place is in a class file. */
  void print(Finding finding, SagaSource saga) {
    SourcePlace exact = (SourcePlace) finding.place();
    SourcePlace place = isInSource(exact.element()) ? exact : saga.place();
    Problem problem = finding.problem();
    Optional<Kind> kind =
        problem.isWarning()
            ? warnings.kindOf(problem, exact.element(), saga.type())
            : Optional.of(Kind.ERROR);
    String message = finding.message(saga.title(), Written.ANNOTATED);
    kind.ifPresent(known -> print(known, place, message));
  }

  /** Prints that the processor itself failed. */
  void crash(TypeElement type, Throwable failure) {
    String message =
        Problem.CRASH.message(
            " in " + type.getQualifiedName(),
            Written.ANNOTATED,
            type.getSimpleName(),
            brief(failure));
    print(Kind.ERROR, new SourcePlace.OfElement(type), message);
  }

  /** Prints that the processor failed before it could look at any single saga. */
  static void crash(Set<? extends Element> sagas, Throwable failure, Messager messager) {
    String names = sagas.stream().map(Object::toString).collect(Collectors.joining(", "));
    messager.printMessage(
        Kind.ERROR,
        Problem.CRASH.message(" in " + names, Written.ANNOTATED, names, brief(failure)));
  }

  private void print(Kind kind, SourcePlace place, String message) {
    (isEclipse() ? place.forEclipse() : place).print(kind, message, messager);
  }

  private boolean isEclipse() {
    return messager.getClass().getName().startsWith("org.eclipse.jdt.");
  }

  /** The failure in one line, with where it came from. */
  private static String brief(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? failure.toString() : failure + " at " + trace[0];
  }

  private boolean isInSource(Element element) {
    return Nesting.of(element).stream().anyMatch(one -> sources.contains(one.toString()));
  }
}
