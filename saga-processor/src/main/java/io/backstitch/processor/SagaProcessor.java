package io.backstitch.processor;

import static java.util.Comparator.comparing;

import com.google.auto.service.AutoService;
import io.backstitch.annotations.Saga;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Generated;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a definition beside every class that is annotated with {@link Saga @Saga}, or has the
 * compiler say all that is wrong with the class. A class that cannot be read yet, as another
 * processor has still to write something, waits for the next round; one that can never be read the
 * compiler itself complains of.
 */
@AutoService(Processor.class)
public final class SagaProcessor extends AbstractProcessor {

  private final UnaryOperator<Rules> choice;

  /** By name, as an element of one round is not valid in the next. */
  private final Set<String> waiting = new LinkedHashSet<>();

  private @Nullable SagaCompilation compilation;

  /** Called by the compiler. */
  public SagaProcessor() {
    this(all -> all);
  }

  /**
   * @param choice of all rules, those to judge by
   */
  SagaProcessor(UnaryOperator<Rules> choice) {
    this.choice = choice;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Saga.class.getPackageName() + ".*", Generated.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return ProcessorOptions.NAMES;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  /**
   * Looks at the sagas of one round. The annotations are claimed, as javac's {@code
   * -Xlint:processing} warns its users of any that is not, even of {@code @Generated}; but not
   * while a saga waits for what another processor writes, as claiming can keep that one from being
   * called.
   */
  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    try {
      lookAt(round);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      Reports.crash(round.getElementsAnnotatedWith(Saga.class), e, processingEnv.getMessager());
    }
    return waiting.isEmpty();
  }

  private void lookAt(RoundEnvironment round) {
    SagaCompilation sagas = compilation();
    sagas.sees(round.getRootElements());
    if (!round.processingOver()) {
      Set<TypeElement> types = new LinkedHashSet<>();
      waiting.forEach(name -> types.add(processingEnv.getElementUtils().getTypeElement(name)));
      types.addAll(sagasOf(round));
      waiting.clear();
      types.stream()
          .filter(type -> !sagas.process(type))
          .forEach(type -> waiting.add(type.getQualifiedName().toString()));
    }
  }

  /**
   * The sagas by name of their outermost class, within it in the order of the source. {@code
   * getElementsAnnotatedWith} promises no order, and what is said of two sagas must not change from
   * run to run.
   */
  private static List<TypeElement> sagasOf(RoundEnvironment round) {
    Set<? extends Element> annotated = round.getElementsAnnotatedWith(Saga.class);
    return ElementFilter.typesIn(round.getRootElements()).stream()
        .sorted(comparing(type -> type.getQualifiedName().toString()))
        .flatMap(SagaProcessor::withNested)
        .filter(annotated::contains)
        .toList();
  }

  private static Stream<TypeElement> withNested(TypeElement type) {
    return Stream.concat(
        Stream.of(type),
        ElementFilter.typesIn(type.getEnclosedElements()).stream()
            .flatMap(SagaProcessor::withNested));
  }

  private SagaCompilation compilation() {
    if (compilation == null) {
      ProcessorOptions options = ProcessorOptions.of(processingEnv);
      Rules rules = choice.apply(Rules.all(processingEnv, options.codec()));
      compilation = new SagaCompilation(processingEnv, rules, new Warnings(options.warnings()));
    }
    return compilation;
  }
}
