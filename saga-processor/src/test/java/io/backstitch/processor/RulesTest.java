package io.backstitch.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final List<JavaFileObject> SOURCES =
      Stream.of("bad", "warned")
          .flatMap(folder -> TestSources.allIn(TestSources.folder(folder)).stream())
          .toList();

  @Test
  void each_is_missed_when_it_is_taken_out() {
    List<String> names = new ArrayList<>();
    List<String> said =
        saidBy(
            rules -> {
              names.addAll(rules.names());
              return rules;
            });

    assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(saidBy(rules -> rules.without(name)))
                    .as("what is said without %s", name)
                    .isNotEqualTo(said));
  }

  private static List<String> saidBy(UnaryOperator<Rules> choice) {
    return TestCompiler.JAVAC
        .compile(SOURCES, List.of(new SagaProcessor(choice)), "-proc:only")
        .diagnostics()
        .stream()
        .map(Object::toString)
        .toList();
  }
}
