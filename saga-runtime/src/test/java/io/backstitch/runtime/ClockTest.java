package io.backstitch.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whether the clock of the application can decide anything. {@code System.nanoTime()} may: it
 * measures how long something takes here, and nobody can set it.
 */
class ClockTest {

  private static final Set<String> WITHOUT_ARGUMENTS_THE_TIME_NOW =
      Set.of("java.util.Date", "java.util.GregorianCalendar");

  private static final DescribedPredicate<JavaAccess<?>> ASKS_A_CLOCK =
      DescribedPredicate.describe("asks the application's clock", ClockTest::asksAClock);

  private static final ArchRule NOBODY_ASKS_A_CLOCK =
      noClasses().should().accessTargetWhere(ASKS_A_CLOCK);

  private static boolean asksAClock(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return false;
    }
    String owner = target.getOwner().getName();
    String name = target.getName();
    return owner.equals("java.time.Clock")
        || (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.util.Calendar") && name.equals("getInstance"))
        || (WITHOUT_ARGUMENTS_THE_TIME_NOW.contains(owner)
            && name.equals("<init>")
            && target.getRawParameterTypes().isEmpty());
  }

  private static JavaClasses classes(String... packages) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(packages);
  }

  @Test
  void invariant_9_no_clock_of_an_application_decides_anything() {
    JavaClasses engine = classes("io.backstitch.runtime", "io.backstitch.definition");

    assertThat(engine.contain(SagaEngine.class)).isTrue();
    NOBODY_ASKS_A_CLOCK.check(engine);
  }

  /** An id says roughly when it was made, and nothing relies on that. */
  @Test
  void only_ids_are_made_with_it() {
    var violations =
        NOBODY_ASKS_A_CLOCK
            .evaluate(classes("io.backstitch.outbox"))
            .getFailureReport()
            .getDetails();

    assertThat(violations).hasSize(1).first().asString().contains("TimeOrderedId.next()");
  }
}
