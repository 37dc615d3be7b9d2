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

  CodeBlock of(MethodSource method) {
    List<CodeBlock> arguments =
        method.parameters().stream().map(parameter -> argument(saga.binding(parameter))).toList();
    return arguments.size() > MOST_BY_REFERENCE || method.signature().isHidden()
        ? byValues(method, arguments)
        : byReference(method, arguments);
  }

  private CodeBlock byReference(MethodSource method, List<CodeBlock> arguments) {
    List<CodeBlock> all = new ArrayList<>();
    all.add(CodeBlock.of("saga::$L", method.name()));
    all.addAll(arguments);
    String factory = method.returns().isPresent() ? "of" : "action";
    return CodeBlock.of("$T.$L($L)", Definitions.CALL, factory, CodeBlock.join(all, ",$W"));
  }

  private CodeBlock byValues(MethodSource method, List<CodeBlock> arguments) {
    List<CodeBlock> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      TypeName type = TypeName.get(method.signature().type().getParameterTypes().get(i));
      values.add(
          type.isPrimitive()
              ? CodeBlock.of("($T) values.get($L)", type, arguments.get(i))
              : CodeBlock.of("values.get($L)", arguments.get(i)));
    }
    CodeBlock call = CodeBlock.of("saga.$L($L)", method.name(), CodeBlock.join(values, ",$W"));
    return CodeBlock.of(
        method.returns().isPresent()
            ? "$T.of($>$>\n$T.of($L),\nvalues -> $L)$<$<"
            : "$T.of($>$>\n$T.of($L),\nvalues -> {\n$>$L;\nreturn null;\n$<})$<$<",
        Definitions.CALL,
        List.class,
        CodeBlock.join(arguments, ",$W"),
        call);
  }

  private CodeBlock argument(Binding binding) {
    if (binding instanceof Binding.Provided provided) {
      return CodeBlock.of("$L", provided.provision().name());
    }
    if (binding instanceof Binding.Result result) {
      return CodeBlock.of("$L", constants.result(result.taken()));
    }
    if (binding instanceof Binding.ResultIfKnown result) {
      return CodeBlock.of("$L", constants.resultIfKnown(result.taken()));
    }
    if (binding instanceof Binding.Input) {
      return CodeBlock.of("$L", ConstantNames.INPUT);
    }
    throw new IllegalArgumentException("the rules let pass " + binding);
  }
}
