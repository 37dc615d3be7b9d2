package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each of the nine invariants of the engine has a test that carries its number in its name. */
class InvariantsTest {

  @Test
  void each_invariant_has_a_test() {
    Set<Integer> shown = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.backstitch.runtime")
            .stream()
            .flatMap(type -> type.getMethods().stream())
            .map(JavaMethod::getName)
            .filter(name -> name.startsWith("invariant_"))
            .flatMapToInt(
                name -> name.chars().filter(Character::isDigit).map(Character::getNumericValue))
            .forEach(shown::add);

    assertThat(shown).contains(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
