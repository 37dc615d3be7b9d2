package io.backstitch.outbox;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void packages_do_not_depend_on_each_other_in_circles() {
    slices()
        .matching("io.backstitch.(**)")
        .should()
        .beFreeOfCycles()
        .check(new ClassFileImporter().importPackages("io.backstitch.outbox"));
  }
}
