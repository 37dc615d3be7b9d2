package io.backstitch.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Javadoc in generated code that leads back to the methods it was made from. */
final class SourceLinks {

  private final SagaModel saga;
  private final ClassName sagaClass;
  private final Map<String, Integer> methodsOfName = new HashMap<>();

  SourceLinks(SagaModel saga, ClassName sagaClass, Elements elements) {
    this.saga = saga;
    this.sagaClass = sagaClass;
    for (ExecutableElement method :
        ElementFilter.methodsIn(elements.getAllMembers(saga.source().type()))) {
      methodsOfName.merge(method.getSimpleName().toString(), 1, Integer::sum);
    }
  }

  /** Which method a step is, and which one undoes it. */
  CodeBlock to(StepSource step) {
    CodeBlock.Builder javadoc = CodeBlock.builder().add(to(step.method()));
    saga.compensationsOf(step).forEach(undo -> javadoc.add(", undone by $L", to(undo.method())));
    return javadoc.add(".\n").build();
  }

  private CodeBlock to(MethodSource method) {
    boolean isOverloaded = methodsOfName.getOrDefault(method.name(), 1) > 1;
    return isOverloaded
        ? CodeBlock.of("{@link $T#$L($L)}", sagaClass, method.name(), parameters(method))
        : CodeBlock.of("{@link $T#$L}", sagaClass, method.name());
  }

  private static CodeBlock parameters(MethodSource method) {
    List<CodeBlock> types =
        method.element().getParameters().stream()
            .map(VariableElement::asType)
            .map(type -> CodeBlock.of("$T", erased(TypeName.get(type).withoutAnnotations())))
            .toList();
    return CodeBlock.join(types, ", ");
  }

  private static TypeName erased(TypeName type) {
    if (type instanceof ParameterizedTypeName generic) {
      return generic.rawType();
    }
    if (type instanceof ArrayTypeName array) {
      return ArrayTypeName.of(erased(array.componentType()));
    }
    if (type instanceof TypeVariableName variable) {
      return variable.bounds().isEmpty() ? ClassName.OBJECT : erased(variable.bounds().get(0));
    }
    return type;
  }
}
