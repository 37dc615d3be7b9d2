package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/** How generated code names a method and where its arguments come from. */
final class Calls {

  /** Beyond these, a method cannot be given by reference. */
  private static final int MOST_BY_REFERENCE = 8;

  private final SagaModel saga;
  private final ConstantNames constants;

  Calls(SagaModel saga, ConstantNames constants) {
    this.saga = saga;
    this.constants = constants;
  }

  /** Where the arguments come from, if there are any, and then the method. */
  List<CodeBlock> of(MethodSource method) {
    List<CodeBlock> arguments =
        method.parameters().stream().map(parameter -> argument(saga.binding(parameter))).toList();
    String verb = method.returns().isPresent() ? "runs" : "does";
    if (arguments.size() > MOST_BY_REFERENCE || method.signature().isHidden()) {
      return List.of(
          CodeBlock.of("takes($T.of($L))", List.class, CodeBlock.join(arguments, ",$W")),
          CodeBlock.of("$L($L)", verb, byValues(method, arguments)));
    }
    CodeBlock byReference = CodeBlock.of("$L(saga::$L)", verb, method.name());
    return arguments.isEmpty()
        ? List.of(byReference)
        : List.of(CodeBlock.of("takes($L)", CodeBlock.join(arguments, ",$W")), byReference);
  }

  private static CodeBlock byValues(MethodSource method, List<CodeBlock> arguments) {
    List<CodeBlock> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      TypeName type = TypeName.get(method.signature().type().getParameterTypes().get(i));
      values.add(
          type.isPrimitive()
              ? CodeBlock.of("($T) values.get($L)", type, arguments.get(i))
              : CodeBlock.of("values.get($L)", arguments.get(i)));
    }
    return CodeBlock.of("values -> saga.$L($L)", method.name(), CodeBlock.join(values, ",$W"));
  }

  private CodeBlock argument(Binding binding) {
    if (binding instanceof Binding.Provided provided) {
      return CodeBlock.of("$L", provided.provision().name());
    }
    if (binding instanceof Binding.Result result) {
      return CodeBlock.of("$L.result()", constants.key(result.taken()));
    }
    if (binding instanceof Binding.ResultIfKnown result) {
      return CodeBlock.of("$L.resultIfKnown()", constants.key(result.taken()));
    }
    if (binding instanceof Binding.Input) {
      return CodeBlock.of("$L", ConstantNames.INPUT);
    }
    throw new IllegalArgumentException("the rules let pass " + binding);
  }
}
