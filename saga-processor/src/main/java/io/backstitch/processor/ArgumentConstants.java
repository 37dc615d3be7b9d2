package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * A constant for each argument that some method takes. They have their types written down: where
 * javac must infer them anew in every call, that costs more than all else in the generated class.
 */
final class ArgumentConstants {

  private static final ClassName OPTIONAL = ClassName.get(Optional.class);

  private final SagaModel saga;
  private final ConstantNames constants;
  private final TypeNames types;
  private final Set<Binding> taken = new HashSet<>();

  ArgumentConstants(SagaModel saga, ConstantNames constants, TypeNames types) {
    this.saga = saga;
    this.constants = constants;
    this.types = types;
    saga.source()
        .methods()
        .flatMap(method -> method.method().parameters().stream())
        .map(saga::binding)
        .forEach(taken::add);
  }

  /** The constants: the input, what the engine provides, then results in the order of the steps. */
  List<FieldSpec> fields() {
    List<FieldSpec> fields = new ArrayList<>();
    if (taken.contains(new Binding.Input())) {
      TypeName input = types.of(saga.bindings().input()).name();
      CodeBlock value = CodeBlock.of("$Z$T.input($L)", Definitions.ARGUMENT, ConstantNames.SAGA);
      fields.add(constant(input, ConstantNames.INPUT, value));
    }
    Arrays.stream(Provision.values())
        .filter(provision -> taken.contains(new Binding.Provided(provision)))
        .forEach(provision -> fields.add(provided(provision)));
    for (StepSource step : saga.steps()) {
      TypeName result = types.of(step.returns()).name();
      if (taken.contains(new Binding.Result(step))) {
        fields.add(constant(result, constants.result(step), ofStep("result", step)));
      }
      if (taken.contains(new Binding.ResultIfKnown(step))) {
        TypeName optional = ParameterizedTypeName.get(OPTIONAL, result);
        fields.add(
            constant(optional, constants.resultIfKnown(step), ofStep("resultIfKnown", step)));
      }
    }
    return fields;
  }

  private static FieldSpec provided(Provision provision) {
    ClassName type = provision.type();
    CodeBlock value = CodeBlock.of("$Z$T.provided($T.class)", Definitions.ARGUMENT, type);
    return constant(type, provision.name(), value);
  }

  private CodeBlock ofStep(String factory, StepSource step) {
    return CodeBlock.of("$Z$T.$L($L)", Definitions.ARGUMENT, factory, constants.key(step));
  }

  private static FieldSpec constant(TypeName type, String name, CodeBlock value) {
    return FieldSpec.builder(ParameterizedTypeName.get(Definitions.ARGUMENT, type), name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(value)
        .build();
  }
}
