package io.backstitch.runtime;

import io.backstitch.outbox.StorableText;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sagas are meant: those to which all that is said here applies. Immutable; each method
 * returns a narrower filter.
 *
 * <pre>{@code
 * SagaFilter.status(SagaStatus.PARKED).type("place-order").failingStep("charge")
 * }</pre>
 */
public final class SagaFilter {

  private static final SagaFilter ALL =
      new SagaFilter(Set.of(), new Wanted(null, null, null), new Ages(null, null), null);

  /** What a saga must be called; null where that does not matter. */
  record Wanted(@Nullable String type, @Nullable Integer version, @Nullable String keyPrefix) {}

  /** How old it must be at least; null where that does not matter. */
  record Ages(@Nullable Duration created, @Nullable Duration unchanged) {}

  private final Set<SagaStatus> statuses;
  private final Wanted wanted;
  private final Ages ages;
  private final @Nullable String failingStep;

  private SagaFilter(
      Set<SagaStatus> statuses, Wanted wanted, Ages ages, @Nullable String failingStep) {
    this.statuses = statuses;
    this.wanted = wanted;
    this.ages = ages;
    this.failingStep = failingStep;
  }

  /**
   * All sagas in the tables.
   *
   * @return a filter that excludes none
   */
  public static SagaFilter all() {
    return ALL;
  }

  /**
   * Sagas that stand somewhere.
   *
   * @param anyOf one or more statuses
   * @return the filter
   * @throws IllegalArgumentException if no status is given
   */
  public static SagaFilter status(SagaStatus... anyOf) {
    require(anyOf.length > 0, "status", "nothing", "one or more statuses");
    return new SagaFilter(
        Set.copyOf(EnumSet.copyOf(Arrays.asList(anyOf))), ALL.wanted, ALL.ages, null);
  }

  /**
   * Only sagas of one name.
   *
   * @param name the saga's name, as in {@code @Saga}
   * @return the narrower filter
   * @throws IllegalArgumentException if no name can be so
   */
  public SagaFilter type(String name) {
    Wanted narrower = new Wanted(storable("type", name), wanted.version(), wanted.keyPrefix());
    return new SagaFilter(statuses, narrower, ages, failingStep);
  }

  /**
   * Only sagas of one version of the graph.
   *
   * @param version 1 or more
   * @return the narrower filter
   * @throws IllegalArgumentException if it is less
   */
  public SagaFilter version(int version) {
    require(version >= 1, "version", version, "1 or more");
    Wanted narrower = new Wanted(wanted.type(), version, wanted.keyPrefix());
    return new SagaFilter(statuses, narrower, ages, failingStep);
  }

  /**
   * Only sagas whose key begins like this; fast together with {@link #type}.
   *
   * @param prefix the beginning of the key, or all of it
   * @return the narrower filter
   * @throws IllegalArgumentException if no key can begin so
   */
  public SagaFilter keyPrefix(String prefix) {
    Wanted narrower = new Wanted(wanted.type(), wanted.version(), storable("keyPrefix", prefix));
    return new SagaFilter(statuses, narrower, ages, failingStep);
  }

  /**
   * Only sagas that were started so long ago, by the database's clock.
   *
   * @param age zero or more
   * @return the narrower filter
   * @throws IllegalArgumentException if it is negative
   */
  public SagaFilter startedBefore(Duration age) {
    require(!age.isNegative(), "startedBefore", age, "zero or more");
    return new SagaFilter(statuses, wanted, new Ages(age, ages.unchanged()), failingStep);
  }

  /**
   * Only sagas of which nothing was recorded for so long, by the database's clock.
   *
   * @param age zero or more
   * @return the narrower filter
   * @throws IllegalArgumentException if it is negative
   */
  public SagaFilter unchangedFor(Duration age) {
    require(!age.isNegative(), "unchangedFor", age, "zero or more");
    return new SagaFilter(statuses, wanted, new Ages(ages.created(), age), failingStep);
  }

  /**
   * Only sagas of which the last failure that was recorded is one of this step, or of its
   * compensation.
   *
   * @param step the step's name
   * @return the narrower filter
   * @throws IllegalArgumentException if no name can be so
   */
  public SagaFilter failingStep(String step) {
    return new SagaFilter(statuses, wanted, ages, storable("failingStep", step));
  }

  private static String storable(String setting, @Nullable String text) {
    boolean storable =
        text != null && text.indexOf('\0') < 0 && !StorableText.hasHalfCharacter(text);
    require(storable, setting, String.valueOf(text), "a text without U+0000 and half characters");
    return String.valueOf(text);
  }

  private static void require(boolean holds, String setting, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "SagaFilter.%s was given %s, but needs %s. Nothing was looked up or changed. Give such a value, or leave the call out."
              .formatted(setting, value, rule));
    }
  }

  Set<SagaStatus> statuses() {
    return statuses;
  }

  Wanted wanted() {
    return wanted;
  }

  Ages ages() {
    return ages;
  }

  @Nullable String failingStep() {
    return failingStep;
  }
}
