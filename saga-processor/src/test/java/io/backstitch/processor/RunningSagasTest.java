package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.runtime.SagaEngine;
import io.backstitch.runtime.SagaEngineBuilder;
import io.backstitch.runtime.SagaOutcome;
import io.backstitch.runtime.SagaStatus;
import io.backstitch.runtime.StepFailure;
import io.backstitch.servers.Database;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every saga in {@code good}, compiled with all warnings as errors, runs on a real engine. */
@Timeout(120)
class RunningSagasTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static final Map<Path, CompiledClasses> CLASSES = new LinkedHashMap<>();

  static List<Path> folders() {
    return TestSources.foldersIn(TestSources.folder("good"));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void every_saga_completes_with_its_result(Path folder) throws Exception {
    List<GoodRun<?, ?>> runs = runs(folder);
    List<SagaType<?, ?>> listed = new ArrayList<>();
    runs.forEach(run -> listed.add(run.saga().type()));
    assertThat(listed)
        .as("the sagas that %s lists", folder.resolve("Example.java"))
        .containsExactlyInAnyOrderElementsOf(sagasIn(folder));
    SagaEngineBuilder builder = SagaEngine.builder(db.dataSource());
    runs.forEach(run -> builder.register(run.saga()));
    setUp(folder);

    try (SagaEngine engine = builder.build()) {
      for (GoodRun<?, ?> run : runs) {
        assertThat(execute(engine, run.saga(), run))
            .usingRecursiveComparison()
            .isEqualTo(new SagaOutcome.Completed<>(run.result()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void every_definition_draws_what_the_compiler_has_written(Path folder) throws Exception {
    Path written = TestSources.folder("expected").resolve(folder.getFileName());
    for (GoodRun<?, ?> run : runs(folder)) {
      SagaType<?, ?> type = run.saga().type();
      String name = type.name() + ".v" + type.version();

      assertThat(written.resolve(name + ".json")).content().isEqualTo(run.saga().json());
      assertThat(written.resolve(name + ".mmd")).content().isEqualTo(run.saga().mermaid());
    }
  }

  /** A step fails for good, so late that as many compensations as possible have to run. */
  static List<Failure> failures() throws Exception {
    List<Failure> failures = new ArrayList<>();
    for (Path folder : folders()) {
      for (GoodRun<?, ?> run : runs(folder)) {
        stepsBeforeThePivot(run.saga())
            .map(step -> new Failure(folder, run, step, StepFailure.permanent("a test")))
            .max(Comparator.comparing(failure -> failure.toUndo().size()))
            .filter(failure -> !failure.toUndo().isEmpty())
            .ifPresent(failures::add);
      }
    }
    return failures;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void what_was_done_is_undone_in_order(Failure failure) throws Exception {
    BrokenSaga<?, ?> saga = executeToItsEnd(failure);

    assertThat(saga.done()).containsExactlyInAnyOrderElementsOf(saga.others());
    assertThat(saga.undone()).containsExactlyInAnyOrderElementsOf(failure.toUndo());
    assertThat(saga.tooEarly()).isEmpty();
  }

  /** A step ends in doubt whose compensation can undo even that. */
  static List<Failure> doubts() throws Exception {
    List<Failure> doubts = new ArrayList<>();
    for (Path folder : folders()) {
      for (GoodRun<?, ?> run : runs(folder)) {
        stepsBeforeThePivot(run.saga())
            .filter(step -> canUndoDoubt(run.saga().step(step)))
            .map(step -> new Failure(folder, run, step, StepFailure.transientFailure("a test")))
            .forEach(doubts::add);
      }
    }
    return doubts;
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void what_may_have_been_done_is_undone_too(Failure failure) throws Exception {
    BrokenSaga<?, ?> saga = executeToItsEnd(failure);

    assertThat(saga.undone()).contains(failure.step()).containsAll(failure.toUndo());
    assertThat(saga.tooEarly()).isEmpty();
  }

  /**
   * How a saga is made to fail.
   *
   * @param folder where its source is
   * @param run how it would run
   * @param step the step that fails
   * @param failure in which way
   */
  record Failure(Path folder, GoodRun<?, ?> run, String step, StepFailure failure) {

    /** The steps that are done, but for the one that fails, and have a compensation. */
    List<String> toUndo() {
      return new BrokenSaga<>(run.saga(), step, failure)
          .others().stream()
              .filter(other -> run.saga().step(other).compensation() != null)
              .sorted()
              .toList();
    }

    @Override
    public String toString() {
      return run + ", " + step;
    }
  }

  private static BrokenSaga<?, ?> executeToItsEnd(Failure failure) throws Exception {
    BrokenSaga<?, ?> broken =
        new BrokenSaga<>(failure.run().saga(), failure.step(), failure.failure());
    SagaDefinition<?, ?> definition = broken.define();
    setUp(failure.folder());
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(definition).build()) {
      SagaOutcome<?> outcome = execute(engine, definition, failure.run());
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(SagaStatus.COMPENSATED);
    }
    return broken;
  }

  /** The input is of the saga's type, as both come from one run. */
  @SuppressWarnings("unchecked")
  private static SagaOutcome<?> execute(
      SagaEngine engine, SagaDefinition<?, ?> saga, GoodRun<?, ?> run) {
    SagaDefinition<@Nullable Object, ?> typed = (SagaDefinition<@Nullable Object, ?>) saga;
    return engine.execute(typed.type(), UUID.randomUUID().toString(), run.input());
  }

  private static Stream<String> stepsBeforeThePivot(SagaDefinition<?, ?> saga) {
    return saga.graph().order().stream().filter(step -> !saga.isAfterPivot(step));
  }

  private static boolean canUndoDoubt(StepDefinition<?> step) {
    CompensationDefinition undo = step.compensation();
    return step.kind() == StepKind.REMOTE && undo != null && undo.canUndoUnknownOutcome();
  }

  private static void setUp(Path folder) throws Exception {
    Path setup = folder.resolve("setup.sql");
    if (Files.exists(setup)) {
      db.execute(Files.readString(setup));
    }
  }

  private static List<SagaType<?, ?>> sagasIn(Path folder) throws Exception {
    List<SagaType<?, ?>> sagas = new ArrayList<>();
    for (Class<?> type : classes(folder).all()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == SagaType.class) {
          field.setAccessible(true);
          sagas.add((SagaType<?, ?>) field.get(null));
        }
      }
    }
    return sagas;
  }

  @SuppressWarnings("unchecked")
  private static List<GoodRun<?, ?>> runs(Path folder) throws Exception {
    List<Class<?>> examples =
        classes(folder).all().stream()
            .filter(type -> type.getSimpleName().equals("Example"))
            .toList();
    assertThat(examples)
        .as(
            "%s needs a class Example with a static method runs(), which says how its sagas run",
            folder)
        .hasSize(1);
    Method runs = examples.get(0).getDeclaredMethod("runs");
    runs.setAccessible(true);
    return (List<GoodRun<?, ?>>) runs.invoke(null);
  }

  private static CompiledClasses classes(Path folder) {
    return CLASSES.computeIfAbsent(folder, RunningSagasTest::compile);
  }

  private static CompiledClasses compile(Path folder) {
    Compilation compilation =
        javac()
            .withProcessors(new SagaProcessor())
            .withOptions("-Xlint:all", "-Werror")
            .compile(TestSources.allIn(folder));
    assertThat(compilation.diagnostics()).isEmpty();
    return new CompiledClasses(compilation);
  }
}
