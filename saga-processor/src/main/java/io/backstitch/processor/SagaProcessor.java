package io.backstitch.processor;

import com.google.auto.service.AutoService;
import io.backstitch.annotations.Saga;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Writes a definition beside every class that is annotated with {@link Saga @Saga}, or says what is
 * wrong with it.
 */
@AutoService(Processor.class)
public final class SagaProcessor extends AbstractProcessor {

  /** By name, as an element of one round is not valid in the next. */
  private final Set<String> postponed = new LinkedHashSet<>();

  /** Called by the compiler. */
  public SagaProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Saga.class.getName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Elements elements = processingEnv.getElementUtils();
    Set<TypeElement> sagas = new LinkedHashSet<>();
    postponed.forEach(name -> sagas.add(elements.getTypeElement(name)));
    postponed.clear();
    for (Element annotated : round.getElementsAnnotatedWith(Saga.class)) {
      sagas.add((TypeElement) annotated);
    }
    sagas.forEach(this::process);
    return false;
  }

  private void process(TypeElement type) {
    Elements elements = processingEnv.getElementUtils();
    Optional<SagaSource> read = new SagaReader(processingEnv.getTypeUtils(), elements).read(type);
    if (read.isEmpty()) {
      postponed.add(type.getQualifiedName().toString());
      return;
    }
    try {
      new DefinitionWriter(new SagaModel(read.orElseThrow()), elements)
          .write()
          .writeTo(processingEnv.getFiler());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
