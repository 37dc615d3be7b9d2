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
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * A constant for each argument that is no result of a step. They have their types written down:
 * where javac must infer them anew in every call, that costs more than all else in the generated
 * class. A result is asked of the step's key, which needs no inference.
 */
final class ArgumentConstants {

  private final SagaModel saga;
  private final TypeNames types;
  private final Set<Binding> taken = new HashSet<>();

  ArgumentConstants(SagaModel saga, TypeNames types) {
    this.saga = saga;
    this.types = types;
    saga.source()
        .methods()
        .flatMap(method -> method.method().parameters().stream())
        .map(saga::binding)
        .forEach(taken::add);
  }

  /** The constants: the input, then what the engine provides. */
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
    return fields;
  }

  private static FieldSpec provided(Provision provision) {
    ClassName type = provision.type();
    CodeBlock value = CodeBlock.of("$Z$T.provided($T.class)", Definitions.ARGUMENT, type);
    return constant(type, provision.name(), value);
  }

  private static FieldSpec constant(TypeName type, String name, CodeBlock value) {
    return FieldSpec.builder(ParameterizedTypeName.get(Definitions.ARGUMENT, type), name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer(value)
        .build();
  }
}
