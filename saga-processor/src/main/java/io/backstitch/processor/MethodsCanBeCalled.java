package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The definition, a class beside the saga class, can call every step and every compensation. */
final class MethodsCanBeCalled implements Rule {

  private final Types types;
  private final Elements elements;

  MethodsCanBeCalled(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.source()
        .methods()
        .flatMap(method -> Stream.concat(obstacles(method, saga), tooMuchThrown(method)));
  }

  private Stream<Finding> obstacles(SagaMethod method, SagaModel saga) {
    ExecutableElement element = method.method().element();
    Set<Modifier> modifiers = element.getModifiers();
    Stream.Builder<Finding> findings = Stream.builder();
    if (modifiers.contains(Modifier.PRIVATE)) {
      findings.add(obstacle(method, "private", "Leave out private"));
    } else if (isOutOfSight(element, saga)) {
      findings.add(obstacle(method, "not public in another package", "Make it public"));
    }
    if (modifiers.contains(Modifier.STATIC)) {
      findings.add(obstacle(method, "static", "Make it a method of the instance"));
    }
    if (modifiers.contains(Modifier.ABSTRACT)
        && saga.source().type().getKind() != ElementKind.INTERFACE) {
      findings.add(obstacle(method, "abstract", "Give it a body"));
    }
    if (!element.getTypeParameters().isEmpty()) {
      findings.add(obstacle(method, "generic", "Write the types themselves"));
    }
    return findings.build();
  }

  private boolean isOutOfSight(ExecutableElement method, SagaModel saga) {
    return !method.getModifiers().contains(Modifier.PUBLIC)
        && !elements.getPackageOf(method).equals(elements.getPackageOf(saga.source().type()));
  }

  private static Finding obstacle(SagaMethod method, String obstacle, String fix) {
    MethodSource source = method.method();
    return Finding.of(
        Problem.NOT_CALLABLE, source.place(), method.title(), source.name(), obstacle, fix);
  }

  private Stream<Finding> tooMuchThrown(SagaMethod method) {
    MethodSource source = method.method();
    return source.signature().type().getThrownTypes().stream()
        .filter(thrown -> !isA(thrown, "java.lang.Exception") && !isA(thrown, "java.lang.Error"))
        .map(
            thrown ->
                Finding.of(
                    Problem.THROWS_TOO_MUCH,
                    source.place(),
                    method.title(),
                    source.name(),
                    TypeText.brief(thrown)));
  }

  private boolean isA(TypeMirror thrown, String type) {
    return types.isSubtype(thrown, elements.getTypeElement(type).asType());
  }
}
