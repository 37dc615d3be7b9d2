package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.backstitch.definition.CompensationDefinition;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.StepDefinition;
import io.backstitch.definition.StepKind;
import io.backstitch.processor.RandomSaga.Step;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the compiler infers of random sagas is what a naive model says, for the same sagas each
 * time.
 */
class RandomGraphsTest {

  private static final int SAGAS = 500;
  private static final long SEED = 20261120;
  private static final Pattern ERROR =
      Pattern.compile("(SAGA\\d+) in saga [^,]+, ((?:step|compensation) \\w+):(?s).*");

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<RandomSaga> ALL = sagas();
  private static final List<RandomSaga> ACCEPTABLE =
      ALL.stream().filter(saga -> new NaiveGraph(saga).errors().isEmpty()).toList();

  private static Map<String, List<String>> errors;
  private static Compilation acceptedCompilation;
  private static CompiledClasses accepted;

  private static List<RandomSaga> sagas() {
    RandomSagas sagas = new RandomSagas(SEED);
    return IntStream.range(0, SAGAS).mapToObj(sagas::next).toList();
  }

  @BeforeAll
  static void compile() {
    errors =
        compile(ALL).errors().stream()
            .collect(
                groupingBy(
                    error -> Path.of(error.getSource().getName()).getFileName().toString(),
                    mapping(error -> inShort(error.getMessage(Locale.ROOT)), toList())));
    acceptedCompilation = compile(ACCEPTABLE);
    assertThat(acceptedCompilation.errors()).isEmpty();
    accepted = new CompiledClasses(acceptedCompilation);
  }

  private static Compilation compile(List<RandomSaga> sagas) {
    return javac()
        .withProcessors(new SagaProcessor())
        .withOptions("-Xmaxerrs", "100000", "-Xmaxwarns", "1")
        .compile(
            sagas.stream()
                .map(
                    saga ->
                        JavaFileObjects.forSourceString(
                            "random." + saga.className(), saga.source()))
                .toList());
  }

  private static String inShort(String message) {
    Matcher matcher = ERROR.matcher(message);
    return matcher.matches() ? matcher.group(1) + " " + matcher.group(2) : message;
  }

  @Test
  void finds_what_is_wrong_with_each_and_nothing_else() {
    assertSoftly(
        softly ->
            ALL.forEach(
                saga ->
                    softly
                        .assertThat(errors.getOrDefault(saga.className() + ".java", List.of()))
                        .as(saga.source())
                        .containsExactlyInAnyOrderElementsOf(new NaiveGraph(saga).errors())));
  }

  @Test
  void the_sagas_are_as_various_as_they_should_be() {
    assertThat(ACCEPTABLE).hasSizeGreaterThan(150);
    for (String code : List.of("043", "044", "050", "060", "061", "062")) {
      assertThat(ALL)
          .as("sagas with SAGA%s", code)
          .filteredOn(
              saga ->
                  new NaiveGraph(saga)
                      .errors().stream().anyMatch(error -> error.startsWith("SAGA" + code)))
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void infers_the_edges_of_each() throws Exception {
    for (RandomSaga saga : ACCEPTABLE) {
      NaiveGraph naive = new NaiveGraph(saga);
      SagaDefinition<?, ?> definition = definition(saga);
      for (Step step : saga.steps()) {
        assertThat(definition.graph().predecessors(step.name()))
            .as("before %s in %s", step.name(), saga.source())
            .isEqualTo(naive.before().get(step.name()));
        assertThat(definition.graph().ancestors(step.name()))
            .isEqualTo(naive.longBefore().get(step.name()));
      }
    }
  }

  @Test
  void puts_each_step_after_those_that_it_waits_for() throws Exception {
    for (RandomSaga saga : ACCEPTABLE) {
      NaiveGraph naive = new NaiveGraph(saga);
      List<String> order = definition(saga).graph().order();
      assertThat(order).hasSize(saga.steps().size());
      for (String step : order) {
        assertThat(order.subList(0, order.indexOf(step))).containsAll(naive.longBefore().get(step));
      }
    }
  }

  @Test
  void infers_what_each_step_is() throws Exception {
    for (RandomSaga saga : ACCEPTABLE) {
      SagaDefinition<?, ?> definition = definition(saga);
      for (Step step : saga.steps()) {
        StepDefinition<?> made = definition.step(step.name());
        CompensationDefinition undo = made.compensation();
        assertThat(made.kind() == StepKind.TRANSACTIONAL).isEqualTo(step.transactional());
        assertThat(made.noCompensation() != null).isEqualTo(step.noCompensation());
        assertThat(made.key().type().type() != Void.class).isEqualTo(step.returns().isPresent());
        assertThat(definition.pivot().filter(step.name()::equals).isPresent())
            .isEqualTo(step.pivot());
        assertThat(definition.isAfterPivot(step.name()))
            .isEqualTo(new NaiveGraph(saga).isAfterPivot(step));
        assertThat(undo != null).isEqualTo(step.undo().isPresent());
        if (undo != null) {
          assertThat(undo.canUndoUnknownOutcome()).isEqualTo(step.undo().get().takesUnknown());
          assertThat(undo.after()).isEqualTo(new TreeSet<>(step.undo().get().after()));
        }
      }
    }
  }

  @Test
  void takes_the_result_of_the_step_that_is_named_or_of_the_only_last_one() throws Exception {
    for (RandomSaga saga : ACCEPTABLE) {
      assertThat(definition(saga).resultStep())
          .as(saga.source())
          .isEqualTo(new NaiveGraph(saga).result());
    }
  }

  @Test
  void writes_all_that_it_inferred() throws Exception {
    for (RandomSaga saga : ACCEPTABLE) {
      Map<?, ?> json = JSON.readValue(graphFile(saga), Map.class);
      List<String> order = definition(saga).graph().order();

      assertThat(json).as(saga.source()).isEqualTo(new NaiveJson(saga, order).of(json));
    }
  }

  private static String graphFile(RandomSaga saga) throws IOException {
    return acceptedCompilation
        .generatedFile(
            StandardLocation.CLASS_OUTPUT, "META-INF/backstitch/" + saga.sagaName() + ".v1.json")
        .orElseThrow()
        .getCharContent(false)
        .toString();
  }

  private static SagaDefinition<?, ?> definition(RandomSaga saga) throws Exception {
    Class<?> type = accepted.loadClass("random." + saga.className());
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Method of = accepted.loadClass(type.getName() + "Definition").getDeclaredMethod("of", type);
    of.setAccessible(true);
    return (SagaDefinition<?, ?>) of.invoke(null, constructor.newInstance());
  }
}
