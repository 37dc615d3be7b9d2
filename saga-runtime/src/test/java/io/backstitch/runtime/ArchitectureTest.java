package io.backstitch.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void packages_do_not_depend_on_each_other_in_circles() {
    slices()
        .matching("io.backstitch.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage("..runtime.schema.."), alwaysTrue())
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.backstitch.runtime", "io.backstitch.definition"));
  }
}
