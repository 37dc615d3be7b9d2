package io.backstitch.processor;

import com.palantir.javapoet.CodeBlock;
import io.backstitch.graph.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that tell a builder what each step and each compensation is. */
final class GraphStatements {

  private static final Settings STEP_DEFAULTS = new Settings(3, Duration.ofMillis(200), 2);
  private static final Settings COMPENSATION_DEFAULTS = new Settings(10, Duration.ofMillis(200), 2);

  /** What a line of 100 has beside indentation and semicolon. */
  private static final int ROOM = 94;

  private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(30);

  private final SagaModel saga;
  private final ConstantNames constants;
  private final Calls calls;

  /** What a retry policy says beside its longest delay. */
  private record Settings(int maxAttempts, Duration backoff, double multiplier) {}

  GraphStatements(SagaModel saga, ConstantNames constants) {
    this.saga = saga;
    this.constants = constants;
    this.calls = new Calls(saga, constants);
  }

  /** The statement for a step and the one for what undoes it. */
  List<CodeBlock> of(StepSource step) {
    List<CodeBlock> statements = new ArrayList<>();
    statements.add(step(step));
    saga.compensationsOf(step).forEach(undo -> statements.add(compensation(step, undo)));
    return statements;
  }

  /** The statement that returns the definition. */
  CodeBlock build() {
    SagaSource.Header header = saga.source().header();
    List<CodeBlock> calls = new ArrayList<>();
    duration(header.timeout())
        .ifPresent(limit -> calls.add(CodeBlock.of("timeout($L)", Literals.duration(limit))));
    duration(header.grace())
        .ifPresent(limit -> calls.add(CodeBlock.of("grace($L)", Literals.duration(limit))));
    saga.resultStep().ifPresent(step -> calls.add(CodeBlock.of("result($L)", constants.key(step))));
    calls.add(CodeBlock.of("build()"));
    CodeBlock oneLine = chain("return graph", ".", calls);
    return length(oneLine) <= ROOM ? oneLine : chain("return graph", "\n.", calls);
  }

  private static CodeBlock chain(String start, String between, List<CodeBlock> calls) {
    return CodeBlock.of("$L$L$L", start, between, CodeBlock.join(calls, between));
  }

  private CodeBlock step(StepSource step) {
    MethodSource method = step.method();
    List<CodeBlock> settings = new ArrayList<>(order(method));
    if (step.isPivot()) {
      settings.add(CodeBlock.of("pivot()"));
    }
    settings.addAll(attempts(method.attempts(), STEP_DEFAULTS));
    step.noCompensation()
        .ifPresent(why -> settings.add(CodeBlock.of("noCompensation($S)", why.value())));
    return statement(CodeBlock.of("graph.step($L)", constants.key(step)), settings, method);
  }

  private CodeBlock compensation(StepSource step, CompensationSource compensation) {
    MethodSource method = compensation.method();
    List<CodeBlock> settings = new ArrayList<>(order(method));
    settings.addAll(attempts(method.attempts(), COMPENSATION_DEFAULTS));
    return statement(CodeBlock.of("graph.compensation($L)", constants.key(step)), settings, method);
  }

  /** On one line where only the method is said and it fits, else one line for each thing said. */
  private CodeBlock statement(CodeBlock start, List<CodeBlock> settings, MethodSource method) {
    List<CodeBlock> call = calls.of(method);
    CodeBlock oneLine = CodeBlock.of("$L.$L", start, CodeBlock.join(call, "."));
    if (settings.isEmpty() && length(oneLine) <= ROOM) {
      return oneLine;
    }
    List<CodeBlock> said = new ArrayList<>(settings);
    said.addAll(call);
    return CodeBlock.of("$L\n.$L", start, CodeBlock.join(said, "\n."));
  }

  /** How long code is on one line with its types imported; only a line's end flushes JavaPoet. */
  private static int length(CodeBlock code) {
    return CodeBlock.of("$L\n", code)
        .toString()
        .replace(Definitions.PACKAGE + ".", "")
        .replace("java.time.", "")
        .strip()
        .replaceAll("\\s+", " ")
        .length();
  }

  private List<CodeBlock> order(MethodSource method) {
    List<CodeBlock> settings = new ArrayList<>();
    List<CodeBlock> after =
        method.order().after().stream()
            .flatMap(name -> saga.names().find(name.value()).stream())
            .distinct()
            .map(step -> CodeBlock.of("$L", constants.key(step)))
            .toList();
    if (!after.isEmpty()) {
      settings.add(CodeBlock.of("after($L)", CodeBlock.join(after, ",$W")));
    }
    if (method.order().transactional() && !method.takesTheTransaction()) {
      settings.add(CodeBlock.of("transactional()"));
    }
    return settings;
  }

  private static List<CodeBlock> attempts(Attempts attempts, Settings defaults) {
    List<CodeBlock> settings = new ArrayList<>();
    Settings said =
        new Settings(
            attempts.maxAttempts().value(),
            duration(attempts.backoff()).orElseThrow(),
            attempts.multiplier().value());
    Duration maxBackoff = duration(attempts.maxBackoff()).orElseThrow();
    if (!said.equals(defaults) || !maxBackoff.equals(DEFAULT_MAX_BACKOFF)) {
      settings.add(retry(said, maxBackoff));
    }
    duration(attempts.timeout())
        .ifPresent(limit -> settings.add(CodeBlock.of("timeout($L)", Literals.duration(limit))));
    return settings;
  }

  private static CodeBlock retry(Settings said, Duration maxBackoff) {
    return CodeBlock.builder()
        .add("retry(new $T($L, ", Definitions.RETRY_POLICY, said.maxAttempts())
        .add("$L, ", Literals.duration(said.backoff()))
        .add("$L, ", Literals.factor(said.multiplier()))
        .add("$L))", Literals.duration(maxBackoff))
        .build();
  }

  private static Optional<Duration> duration(Said<String> text) {
    return SagaDuration.parse(text.value());
  }
}
