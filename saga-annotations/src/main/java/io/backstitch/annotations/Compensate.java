package io.backstitch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@code void} method that undoes one step. It runs after the compensations of all that came
 * after its step, side by side with others where the graph allows, until it succeeds once; it may
 * take the step's result, the saga's input, the results of steps that certainly ran before, the
 * {@code StepContext} and the transaction.
 *
 * <p>A compensation that takes {@code Optional} of the step's result is also run, with an empty
 * value, for a step of which nobody knows whether it took effect; {@code Optional<Void>} does for a
 * step that returns nothing. Where it does not take one, such a saga is parked.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Compensate {

  /**
   * The step that this method undoes.
   *
   * @return the step's name
   */
  String value();

  /**
   * Steps whose compensations must be done before this one begins, beyond what the graph says.
   *
   * @return names of steps
   */
  String[] after() default {};

  /**
   * Makes the compensation transactional though it takes neither a connection nor a {@code
   * DSLContext}.
   *
   * @return whether the compensation runs in a transaction even without asking for it
   */
  boolean transactional() default false;

  /**
   * How long one attempt may take. Same form as {@link Saga#timeout()}.
   *
   * @return the duration, or an empty string for no limit
   */
  String timeout() default "";

  /**
   * What happens after an attempt that failed in passing. When the attempts are used up the saga is
   * parked.
   *
   * @return the policy
   */
  Retry retry() default @Retry(maxAttempts = 10);
}
