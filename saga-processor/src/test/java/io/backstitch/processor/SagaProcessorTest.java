package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class SagaProcessorTest {

  private static final JavaFileObject SHIP =
      JavaFileObjects.forSourceString(
          "shop.Ship",
          """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship {
            @io.backstitch.annotations.Step
            void ship(String order) {}
          }
          """);

  @Test
  void is_found_by_the_compiler() {
    assertThat(ServiceLoader.load(Processor.class))
        .anyMatch(processor -> processor instanceof SagaProcessor);
  }

  @Test
  void tells_gradle_that_each_saga_stands_alone() throws IOException {
    String name = "META-INF/gradle/incremental.annotation.processors";
    List<String> declared = new ArrayList<>();
    for (URL resource : Collections.list(getClass().getClassLoader().getResources(name))) {
      try (InputStream content = resource.openStream()) {
        declared.addAll(new String(content.readAllBytes(), UTF_8).lines().toList());
      }
    }

    assertThat(declared).contains(SagaProcessor.class.getName() + ",isolating");
  }

  @Test
  void a_crash_is_one_error_that_names_the_class() {
    Rule broken =
        saga -> {
          throw new IllegalStateException("boom");
        };

    Compilation compilation =
        javac().withProcessors(new SagaProcessor(all -> new Rules(List.of(broken)))).compile(SHIP);

    assertThat(compilation.errors()).hasSize(1);
    assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(3);
    assertThat(compilation.errors().get(0).getMessage(null))
        .startsWith("SAGA100 in shop.Ship: the processor failed on Ship")
        .contains("IllegalStateException: boom at io.backstitch.processor.SagaProcessorTest")
        .contains("please report it")
        .doesNotContain("\n");
  }

  @Test
  void makes_errors_of_warnings_where_that_is_asked_for() {
    List<JavaFileObject> warned = TestSources.allIn(TestSources.folder("warned"));

    Compilation asErrors = TestCompiler.JAVAC.compile(warned, "-Abackstitch.warnings=error");
    Compilation off = TestCompiler.JAVAC.compile(warned, "-Abackstitch.warnings=off");

    assertThat(asErrors.errors())
        .hasSize(13)
        .allSatisfy(error -> assertThat(error.getMessage(null)).startsWith("SAGA11"));
    assertThat(asErrors.warnings()).isEmpty();
    assertThat(off.diagnostics()).isEmpty();
  }

  @Test
  void nobody_else_complains_of_a_definition_that_is_taken() {
    JavaFileObject outer =
        JavaFileObjects.forSourceString(
            "shop.Outer",
            """
          package shop;
          class Outer {
            @io.backstitch.annotations.Saga("ship-too")
            static class Ship {
              @io.backstitch.annotations.Step
              void ship(String order, io.backstitch.runtime.StepContext context) {}
            }
          }
          @io.backstitch.annotations.Saga("ship")
          class Outer_Ship {
            @io.backstitch.annotations.Step
            void ship(String order, io.backstitch.runtime.StepContext context) {}
          }
          @io.backstitch.annotations.Saga("tell")
          class Tell {
            @io.backstitch.annotations.Step
            void tell(String order, io.backstitch.runtime.StepContext context) {}
          }
          class TellDefinition {}
          """);

    Compilation compilation = TestCompiler.JAVAC.compile(List.of(outer), "-Xlint:processing");

    assertThat(compilation.diagnostics())
        .extracting(said -> said.getMessage(null).replaceFirst(", which.*", ""))
        .containsExactlyInAnyOrder(
            "SAGA008 in saga ship: its definition would be called Outer_ShipDefinition",
            "SAGA008 in saga tell: its definition would be called TellDefinition");
  }

  @Test
  void warns_of_an_order_after_what_is_never_undone() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          import io.backstitch.annotations.*;
          @Saga("ship")
          @SuppressWarnings({"SAGA110", "SAGA111"})
          class Ship {
            @Step String a(Integer order) { return ""; }
            @Step @NoCompensation("test") Long b(Integer order) { return 1L; }
            @Step Double c(Integer order) { return 1.0; }
            @Step(pivot = true) Short p(String a, Long b, Double c) { return 1; }
            @Step void d(Short p) {}
            @Compensate(value = "a", after = {"b", "c", "d"}) void un(String a) {}
            @Compensate("c") void unc(Double c) {}
          }
          """);

    Compilation compilation = TestCompiler.JAVAC.compile(List.of(saga));

    assertThat(compilation.diagnostics())
        .extracting(said -> said.getMessage(null))
        .containsExactlyInAnyOrder(
            "SAGA114 in saga ship, compensation un: after 'b' says nothing new, as b is never"
                + " undone. Take 'b' out of after.",
            "SAGA114 in saga ship, compensation un: after 'd' says nothing new, as d is never"
                + " undone. Take 'd' out of after.");
  }

  @Test
  void writes_what_every_encoding_of_sources_can_write() throws Exception {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship {
            @io.backstitch.annotations.Step(value = "a\\u2192b", transactional = true)
            void gr\\u00f6\\u00dfe(String order) {}
          }
          """);

    Compilation compilation =
        javac()
            .withProcessors(new SagaProcessor())
            .withOptions("-encoding", "US-ASCII")
            .compile(saga);

    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(contentOf(compilation, "ShipDefinition.java"))
        .contains("StepKey.of(\"a\\u2192b\")", "saga::gr\\u00f6\\u00dfe");
    assertThat(contentOf(compilation, "ship.v1.json")).contains("\"name\": \"a\u2192b\"");
  }

  private static String contentOf(Compilation compilation, String file) throws IOException {
    for (JavaFileObject generated : compilation.generatedFiles()) {
      if (generated.getName().endsWith(file)) {
        try (InputStream content = generated.openInputStream()) {
          return new String(content.readAllBytes(), UTF_8);
        }
      }
    }
    throw new AssertionError("no " + file);
  }

  @Test
  void a_saga_of_very_many_steps_is_not_too_long_for_the_jvm() {
    StringBuilder source =
        new StringBuilder(
            "package shop;\n@io.backstitch.annotations.Saga(value = \"big\", result = \"s0\") class Big {\n");
    for (int i = 0; i < 300; i++) {
      source.append(
          "record R%d(int n) {}\n@io.backstitch.annotations.Step(timeout = \"5s\", transactional = true, retry = @io.backstitch.annotations.Retry(maxAttempts = 4)) @io.backstitch.annotations.NoCompensation(\"a test\") R%d s%d(String input"
              .formatted(i, i, i));
      for (int j = Math.max(0, i - 20); j < i; j++) {
        source.append(", R%d r%d".formatted(j, j));
      }
      source.append(") { return new R%d(%d); }\n".formatted(i, i));
    }
    JavaFileObject saga =
        JavaFileObjects.forSourceString("shop.Big", source.append("}\n").toString());

    assertThat(javac().withProcessors(new SagaProcessor()).compile(saga).errors()).isEmpty();
  }

  @Test
  void leaves_it_to_a_codec_of_the_users_own_what_it_can_store() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship {
            sealed interface Parcel permits Letter {}
            record Letter(java.util.Map<Letter, Ship> others) implements Parcel {}
            @io.backstitch.annotations.Step(transactional = true)
            @io.backstitch.annotations.NoCompensation("a test")
            Parcel pack(String order) { return new Letter(java.util.Map.of()); }
            @io.backstitch.annotations.Step(transactional = true)
            @io.backstitch.annotations.NoCompensation("a test")
            java.util.stream.Stream<Parcel> send(String order) { return null; }
          }
          """);

    Compilation own =
        javac()
            .withProcessors(new SagaProcessor())
            .withOptions("-Abackstitch.codec=own", "-Abackstitch.warnings=off")
            .compile(saga);

    assertThat(own.errors())
        .extracting(error -> error.getMessage(null))
        .singleElement()
        .asString()
        .startsWith("SAGA080 in saga ship, step send: its result Stream<Parcel> cannot be stored");
  }

  @Test
  void refuses_an_option_that_it_does_not_know() {
    Compilation compilation =
        TestCompiler.JAVAC.compile(List.of(SHIP), "-Abackstitch.warnings=loud");

    assertThat(compilation.errors())
        .extracting(error -> error.getMessage(null))
        .containsExactly(
            "SAGA101: the option backstitch.warnings is 'loud'. Write warn, error or off.");
  }

  @Test
  void a_crash_before_any_saga_is_one_error_that_names_them() {
    SagaProcessor broken =
        new SagaProcessor(
            all -> {
              throw new IllegalStateException("boom");
            });

    Compilation compilation = javac().withProcessors(broken).compile(SHIP);

    assertThat(compilation.errors())
        .extracting(error -> error.getMessage(null))
        .first()
        .asString()
        .startsWith("SAGA100 in shop.Ship: the processor failed on shop.Ship")
        .contains("boom", "please report it")
        .doesNotContain("\n");
  }

  @Test
  void refuses_an_option_without_a_value() {
    Compilation compilation = TestCompiler.JAVAC.compile(List.of(SHIP), "-Abackstitch.warnings");

    assertThat(compilation.errors())
        .extracting(error -> error.getMessage(null))
        .containsExactly(
            "SAGA101: the option backstitch.warnings is ''. Write warn, error or off.");
  }

  @Test
  void says_nothing_more_of_a_name_that_is_only_nearly_right() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship {
            @io.backstitch.annotations.Step(transactional = true)
            @io.backstitch.annotations.NoCompensation("a test")
            Integer pack(String order) { return 1; }
            @io.backstitch.annotations.Step(transactional = true, after = "PACK")
            void ship(Integer parcel) {}
          }
          """);

    Compilation compilation = javac().withProcessors(new SagaProcessor()).compile(saga);

    assertThat(compilation.diagnostics())
        .extracting(said -> said.getMessage(null))
        .containsExactly(
            "SAGA032 in saga ship, step ship: it is after a step 'PACK', which is not there. Did you"
                + " mean 'pack'?");
  }

  @Test
  void waits_for_types_that_another_processor_writes() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship {
            @io.backstitch.annotations.Step
            void ship(Order order) {}
          }
          """);

    Compilation compilation =
        javac().withProcessors(new SagaProcessor(), new OrderWriter()).compile(saga);

    assertThat(compilation.errors()).isEmpty();
    assertThat(
            compilation.generatedFile(
                javax.tools.StandardLocation.SOURCE_OUTPUT, "shop", "ShipDefinition.java"))
        .isPresent();
  }

  @Test
  void leaves_it_to_the_compiler_to_complain_of_what_nobody_can_read() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga(NAME)
          class Ship extends Nowhere {
            @io.backstitch.annotations.Step(value = 7)
            Nothing ship(java.util.List<Order> order) {}
          }
          """);

    Compilation compilation = javac().withProcessors(new SagaProcessor()).compile(saga);

    assertThat(compilation.errors())
        .isNotEmpty()
        .noneMatch(error -> error.getMessage(null).contains("SAGA"));
  }

  @Test
  void reports_on_the_saga_what_stands_in_a_class_file() {
    JavaFileObject saga =
        JavaFileObjects.forSourceString(
            "shop.Ship",
            """
          package shop;
          @io.backstitch.annotations.Saga("ship")
          class Ship extends io.backstitch.processor.CompiledBase {}
          """);

    Compilation compilation = javac().withProcessors(new SagaProcessor()).compile(saga);

    assertThat(compilation.errors()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(null))
        .startsWith("SAGA013 in saga ship, step load: the method load is not public");
    assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(3);
  }

  @Test
  void one_type_is_public_and_none_knows_the_runtime() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.backstitch.processor");

    assertThat(classes)
        .filteredOn(JavaClass::isTopLevelClass)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("SagaProcessor");
    assertThat(classes)
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .noneMatch(
            dependency ->
                dependency.getTargetClass().getPackageName().startsWith("io.backstitch.runtime")
                    || dependency
                        .getTargetClass()
                        .getPackageName()
                        .startsWith("io.backstitch.definition"));
  }

  /** Writes {@code shop.Order}, in the first round. */
  @SupportedAnnotationTypes("*")
  private static final class OrderWriter extends AbstractProcessor {

    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer order = processingEnv.getFiler().createSourceFile("shop.Order").openWriter()) {
          order.write("package shop; record Order(String id) {}");
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      return false;
    }
  }
}
