package io.backstitch.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.annotations.Saga;
import io.backstitch.definition.SagaDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A saga in a named module, which finds ours as automatic ones. Under javac only: Eclipse's batch
 * compiler takes what a processor generates for a part of the unnamed module.
 */
class ModulesTest {

  private static final Map<String, Class<?>> MODULES =
      Map.of(
          "io.backstitch.annotations", Saga.class,
          "io.backstitch.runtime", SagaDefinition.class);

  private static final String MODULE =
      """
      module shop {
        requires io.backstitch.annotations;
        requires io.backstitch.runtime;
      }
      """;

  private static final String SHIP =
      """
      package shop;
      import io.backstitch.annotations.Saga;
      import io.backstitch.annotations.Step;
      @Saga("ship")
      public class Ship {
        public record Parcel(String order) {}
        @Step(transactional = true)
        public Parcel ship(String order) {
          return new Parcel(order);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void a_saga_in_a_named_module_compiles_without_a_warning() throws IOException {
    String said = compile(MODULE);

    assertThat(said).isEmpty();
    assertThat(folder.resolve("classes/shop/ShipDefinition.class")).exists();
    assertThat(folder.resolve("generated/shop/ShipDefinition.java"))
        .content()
        .doesNotContain("Generated");
  }

  @Test
  void a_module_that_knows_the_annotation_generated_gets_it() throws IOException {
    String said = compile(MODULE.replaceFirst("requires", "requires java.compiler;\n  requires"));

    assertThat(said).isEmpty();
    assertThat(folder.resolve("generated/shop/ShipDefinition.java"))
        .content()
        .contains("@Generated(\"io.backstitch.processor.SagaProcessor\")");
  }

  /** Compiles as on a command line, as compile-testing knows no modules; returns what is said. */
  private String compile(String module) throws IOException {
    TestSources.write(folder.resolve("sources"), "module-info", module);
    TestSources.write(folder.resolve("sources"), "shop.Ship", SHIP);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            said,
            said,
            "--release",
            "17",
            "-d",
            Files.createDirectories(folder.resolve("classes")).toString(),
            "-Xlint:all,-requires-automatic",
            "-s",
            Files.createDirectories(folder.resolve("generated")).toString(),
            "-processorpath",
            System.getProperty("java.class.path"),
            "--module-path",
            modules().toString(),
            folder.resolve("sources/module-info.java").toString(),
            folder.resolve("sources/shop/Ship.java").toString());
    return said.toString(UTF_8);
  }

  /** A folder with jars that say which modules they are, as those that we publish. */
  private Path modules() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("modules"));
    for (Map.Entry<String, Class<?>> module : MODULES.entrySet()) {
      Class<?> one = module.getValue();
      Path origin =
          Path.of(URI.create(one.getProtectionDomain().getCodeSource().getLocation().toString()));
      Path jar = jars.resolve(module.getKey() + ".jar");
      if (Files.isRegularFile(origin)) {
        Files.copy(origin, jar);
      } else {
        pack(origin, one.getPackageName().replace('.', '/'), module.getKey(), jar);
      }
    }
    return jars;
  }

  private static void pack(Path classes, String packagePath, String module, Path jar)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Automatic-Module-Name", module);
    try (JarOutputStream content = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      addFiles(classes.resolve(packagePath), packagePath, content);
    }
  }

  private static void addFiles(Path folder, String name, JarOutputStream jar) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(name + "/" + file.getFileName()));
        Files.copy(file, jar);
      }
    }
  }
}
