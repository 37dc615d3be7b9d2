package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.graph.Place;
import io.backstitch.graph.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The first stage: from a class to descriptors. It judges nothing. */
final class SagaReader {

  private final Types types;
  private final Elements elements;

  SagaReader(Types types, Elements elements) {
    this.types = types;
    this.elements = elements;
  }

  /**
   * Reads a class.
   *
   * @return what it says; empty while something in it cannot be read, because another processor has
   *     yet to write it or because the compiler complains of it anyway
   */
  Optional<SagaSource> read(TypeElement type) {
    List<ExecutableElement> methods = new InheritedMethods(types, elements).of(type);
    boolean readable = new Readability(types).isReadable(type, methods);
    return readable ? Optional.of(new OneClass(type, methods).read()) : Optional.empty();
  }

  /** The reading of one class. */
  private final class OneClass {

    private final TypeElement saga;
    private final List<ExecutableElement> methods;
    private final SagaTypes sagaTypes = new SagaTypes(types);

    OneClass(TypeElement saga, List<ExecutableElement> methods) {
      this.saga = saga;
      this.methods = methods;
    }

    SagaSource read() {
      List<StepSource> steps = new ArrayList<>();
      List<CompensationSource> compensations = new ArrayList<>();
      for (ExecutableElement method : methods) {
        Mark.on(method, Step.class).ifPresent(mark -> steps.add(step(method, mark)));
        Mark.on(method, Compensate.class)
            .ifPresent(mark -> compensations.add(compensation(method, mark)));
      }
      Mark mark = Mark.on(saga, Saga.class).orElseThrow();
      return new SagaSource(
          saga, SagaSource.Header.of(mark), List.copyOf(steps), List.copyOf(compensations));
    }

    private StepSource step(ExecutableElement method, Mark mark) {
      Said<String> said = mark.text("value");
      String name = said.value().isEmpty() ? method.getSimpleName().toString() : said.value();
      Place place = said.value().isEmpty() ? new SourcePlace.OfElement(method) : said.place();
      return new StepSource(
          new Said<>(name, place),
          method(method, mark),
          mark.flag("pivot"),
          Mark.on(method, NoCompensation.class)
              .map(why -> new Said<>(why.text("value").value(), why.place())));
    }

    private CompensationSource compensation(ExecutableElement method, Mark mark) {
      return new CompensationSource(mark.text("value"), method(method, mark));
    }

    private MethodSource method(ExecutableElement method, Mark mark) {
      ExecutableType type = (ExecutableType) types.asMemberOf((DeclaredType) saga.asType(), method);
      return new MethodSource(
          new MethodSource.Signature(method, type, isHidden(method, type)),
          parameters(method, type),
          result(type.getReturnType()),
          new MethodSource.Order(mark.texts("after"), mark.flag("transactional").value()),
          Attempts.of(mark));
    }

    private boolean isHidden(ExecutableElement method, ExecutableType type) {
      return type.getParameterTypes().stream().anyMatch(one -> one.getKind().isPrimitive())
          && methods.stream()
              .anyMatch(
                  other ->
                      !other.equals(method)
                          && other.getSimpleName().equals(method.getSimpleName())
                          && other.getParameters().size() == method.getParameters().size());
    }

    private List<ParameterSource> parameters(ExecutableElement method, ExecutableType type) {
      List<ParameterSource> parameters = new ArrayList<>();
      for (int i = 0; i < method.getParameters().size(); i++) {
        VariableElement parameter = method.getParameters().get(i);
        TypeMirror parameterType = type.getParameterTypes().get(i);
        parameters.add(
            new ParameterSource(
                parameter,
                sagaTypes.of(parameterType),
                sagaTypes.insideOptional(parameterType),
                Mark.on(parameter, From.class).map(from -> from.text("value"))));
      }
      return List.copyOf(parameters);
    }

    private Optional<ValueType> result(TypeMirror type) {
      boolean nothing = type.getKind() == TypeKind.VOID || TypeText.isNamed(type, "java.lang.Void");
      return nothing ? Optional.empty() : Optional.of(sagaTypes.of(type));
    }
  }
}
