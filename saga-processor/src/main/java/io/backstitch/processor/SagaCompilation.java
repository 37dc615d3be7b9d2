package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Takes the sagas of one compilation through the four stages. */
final class SagaCompilation {

  private final ProcessingEnvironment environment;
  private final Rules rules;
  private final JavaLang javaLang;
  private final Reports reports;

  /** The names of all classes that are compiled or written. */
  private final Set<String> taken = new HashSet<>();

  SagaCompilation(ProcessingEnvironment environment, Rules rules, Warnings warnings) {
    this.environment = environment;
    this.rules = rules;
    this.javaLang = new JavaLang(environment.getElementUtils());
    this.reports = new Reports(environment.getMessager(), warnings);
  }

  /** Takes note of classes that are compiled from their sources. */
  void sees(Set<? extends Element> classes) {
    reports.sees(classes);
    classes.forEach(one -> taken.add(one.toString()));
  }

  /**
   * Writes the definition of a saga, or reports what is wrong.
   *
   * @return false if the class cannot be read yet
   */
  boolean process(TypeElement type) {
    try {
      Optional<SagaSource> source =
          new SagaReader(environment.getTypeUtils(), environment.getElementUtils()).read(type);
      source.ifPresent(this::process);
      return source.isPresent();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      reports.crash(type, e);
      return true;
    }
  }

  private void process(SagaSource source) {
    SagaModel saga = new SagaModel(source, environment.getTypeUtils());
    List<Finding> findings = rules.judge(saga);
    findings.forEach(finding -> reports.print(finding, source));
    if (findings.stream().allMatch(finding -> finding.problem().isWarning())) {
      write(saga);
    }
  }

  private void write(SagaModel saga) {
    SagaSource source = saga.source();
    if (!taken.add(DefinitionWriter.definitionOf(source.type()).canonicalName())) {
      reportTaken(source);
      return;
    }
    try {
      new DefinitionWriter(saga, environment.getElementUtils(), javaLang)
          .write()
          .writeTo(environment.getFiler());
      new GraphFiles(environment.getFiler()).write(saga);
    } catch (FilerException e) {
      reportTaken(source);
    } catch (IOException e) {
      reports.crash(source.type(), e);
    }
  }

  private void reportTaken(SagaSource source) {
    String name = DefinitionWriter.definitionOf(source.type()).simpleName();
    reports.print(Finding.ofSaga(Problem.DEFINITION_NAME_TAKEN, source.place(), name), source);
  }
}
