package io.backstitch.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The last stage: the definition of a saga as a Java file. */
final class DefinitionWriter {

  /** Beyond these a method could become too long for the JVM, and is too long for a reader. */
  private static final int MOST_STATEMENTS = 100;

  private final SagaModel saga;
  private final Elements elements;
  private final ConstantNames constants;
  private final JavaLang javaLang;
  private final boolean usesDeprecated;
  private final TypeNames types;
  private final ClassName sagaClass;
  private final WrittenType input;
  private final WrittenType result;

  DefinitionWriter(SagaModel saga, Elements elements, JavaLang javaLang) {
    this.saga = saga;
    this.elements = elements;
    this.javaLang = javaLang;
    this.constants = new ConstantNames(saga.steps());
    this.usesDeprecated = new Deprecation(elements).isIn(saga.source());
    this.types = new TypeNames(javaLang, !usesDeprecated);
    this.sagaClass = types.of(saga.source().type());
    this.input = types.of(saga.bindings().input());
    this.result = types.of(saga.resultStep().flatMap(StepSource::returns));
  }

  /** The name of the class that is generated for a saga class. */
  static ClassName definitionOf(TypeElement type) {
    ClassName name = ClassName.get(type);
    return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + "Definition");
  }

  DefinitionFile write() {
    ClassName name = definitionOf(saga.source().type());
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc(
                "The saga {@code $L}, as {@link $T} declares it.\n",
                saga.source().name(),
                sagaClass)
            .addOriginatingElement(saga.source().type())
            .addAnnotations(annotations())
            .addModifiers(visibility())
            .addModifiers(Modifier.FINAL)
            .addField(sagaType())
            .addFields(stepKeys())
            .addFields(new ArgumentConstants(saga, types).fields())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
            .addMethods(methods());
    return new DefinitionFile(
        JavaFile.builder(name.packageName(), type.build())
            .indent("  ")
            .skipJavaLangImports(!javaLang.isHiddenIn(elements.getPackageOf(saga.source().type())))
            .build());
  }

  private List<AnnotationSpec> annotations() {
    List<AnnotationSpec> annotations = new ArrayList<>();
    ModuleElement module = elements.getModuleOf(saga.source().type());
    TypeElement generated =
        elements.getTypeElement(module, "javax.annotation.processing.Generated");
    if (generated != null) {
      annotations.add(annotation(ClassName.get(generated), SagaProcessor.class.getName()));
    }
    if (usesDeprecated) {
      annotations.add(annotation(ClassName.get(SuppressWarnings.class), "deprecation", "removal"));
    }
    return annotations;
  }

  private static AnnotationSpec annotation(ClassName type, String... values) {
    AnnotationSpec.Builder annotation = AnnotationSpec.builder(type);
    for (String value : values) {
      annotation.addMember("value", "$S", value);
    }
    return annotation.build();
  }

  private Modifier[] visibility() {
    boolean isPublic =
        Nesting.of(saga.source().type()).stream()
            .allMatch(type -> type.getModifiers().contains(Modifier.PUBLIC));
    return isPublic ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
  }

  private FieldSpec sagaType() {
    SagaSource source = saga.source();
    CodeBlock.Builder value = CodeBlock.builder();
    if (input.isGeneric() || result.isGeneric()) {
      value.add("$>$>\nnew $T<>($S, $L,$W", Definitions.SAGA_TYPE, source.name(), version());
      value.add("$L,$W$L)$<$<", input.dataType(), result.dataType());
    } else {
      value.add("$Z$T.of($S, $L,$W", Definitions.SAGA_TYPE, source.name(), version());
      value.add("$T.class,$W$T.class)", input.name(), result.name());
    }
    return FieldSpec.builder(of(Definitions.SAGA_TYPE), ConstantNames.SAGA)
        .addModifiers(visibility())
        .addModifiers(Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("What to give an engine to start {@code $L} or to find one.\n", source.name())
        .initializer(value.build())
        .build();
  }

  private int version() {
    return saga.source().header().version().value();
  }

  /** A type with the saga's input and result as its arguments. */
  private TypeName of(ClassName generic) {
    return ParameterizedTypeName.get(generic, input.name(), result.name());
  }

  private List<FieldSpec> stepKeys() {
    List<FieldSpec> keys = new ArrayList<>();
    SourceLinks links = new SourceLinks(saga, sagaClass, elements);
    for (StepSource step : saga.steps()) {
      WrittenType type = types.of(step.returns());
      keys.add(
          FieldSpec.builder(
                  ParameterizedTypeName.get(Definitions.STEP_KEY, type.name()), constants.key(step))
              .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .addJavadoc(links.to(step))
              .initializer(stepKey(step, type))
              .build());
    }
    return keys;
  }

  private static CodeBlock stepKey(StepSource step, WrittenType type) {
    ClassName key = Definitions.STEP_KEY;
    String name = step.name().value();
    if (type.isVoid()) {
      return CodeBlock.of("$Z$T.of($S)", key, name);
    }
    return type.isGeneric()
        ? CodeBlock.of("$Znew $T<>($S,$W$L)", key, name, type.dataType())
        : CodeBlock.of("$Z$T.of($S,$W$T.class)", key, name, type.name());
  }

  /** The method {@code of}, and what it calls where it would be too long for one method. */
  private List<MethodSpec> methods() {
    GraphStatements statements = new GraphStatements(saga, constants);
    List<CodeBlock> all =
        saga.steps().stream().flatMap(step -> statements.of(step).stream()).toList();
    MethodSpec.Builder of = beginOf();
    List<MethodSpec> methods = new ArrayList<>();
    if (all.size() <= MOST_STATEMENTS) {
      all.forEach(of::addStatement);
    } else {
      for (int i = 0; i < all.size(); i += MOST_STATEMENTS) {
        MethodSpec part = part(methods.size() + 1, all.subList(i, partEnd(i, all)));
        methods.add(part);
        of.addStatement("$N(graph, saga)", part);
      }
    }
    methods.add(0, of.addStatement(statements.build()).build());
    return methods;
  }

  private static int partEnd(int begin, List<CodeBlock> all) {
    return Math.min(begin + MOST_STATEMENTS, all.size());
  }

  private MethodSpec.Builder beginOf() {
    return MethodSpec.methodBuilder("of")
        .addJavadoc("The saga as one instance of its class runs it.\n\n")
        .addJavadoc("@param saga has the methods; called from many threads at once\n")
        .addJavadoc("@return what to register with an engine\n")
        .addModifiers(visibility())
        .addModifiers(Modifier.STATIC)
        .returns(of(Definitions.SAGA_DEFINITION))
        .addParameter(sagaClass, "saga")
        .addStatement(
            "$T graph =$W$T.builder($L)",
            of(Definitions.SAGA_BUILDER),
            Definitions.SAGA_DEFINITION,
            ConstantNames.SAGA);
  }

  private MethodSpec part(int number, List<CodeBlock> statements) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("addPart" + number)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(of(Definitions.SAGA_BUILDER), "graph")
            .addParameter(sagaClass, "saga");
    statements.forEach(method::addStatement);
    return method.build();
  }
}
