package io.backstitch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that is one step of a saga. Its parameters place it in the graph: the result of another
 * step (by its exact type, or {@link From} where several steps return that type), the saga's input
 * (the one type that no step returns), the {@code StepContext}, and the step's transaction as a
 * {@code java.sql.Connection} or {@code org.jooq.DSLContext}.
 *
 * <p>A step that takes the transaction is <em>transactional</em>: its effects, its events and the
 * record of it commit at once or not at all. Any other step is <em>remote</em>: no database
 * connection is held while it runs, and it runs at least once, each time with the same idempotency
 * key.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Step {

  /**
   * The step's name, stored with its result. It must not change while instances exist.
   *
   * @return the name, or an empty string for the method's name
   */
  String value() default "";

  /**
   * Steps that must have succeeded before this one begins though it takes nothing from them.
   *
   * @return names of steps
   */
  String[] after() default {};

  /**
   * Makes the step transactional though it takes neither a connection nor a {@code DSLContext}.
   *
   * @return whether the step runs in a transaction even without asking for it by a parameter
   */
  boolean transactional() default false;

  /**
   * The point of no return: once this step has succeeded the saga only goes forward, and the steps
   * after it are retried without end.
   *
   * @return whether this step is the pivot
   */
  boolean pivot() default false;

  /**
   * How long one attempt may take, from its beginning. Then its thread is interrupted, a late
   * answer is refused, and whether a remote step took effect counts as unknown. Same form as {@link
   * Saga#timeout()}.
   *
   * @return the duration, or an empty string for no limit
   */
  String timeout() default "";

  /**
   * What happens after an attempt that failed in passing.
   *
   * @return the policy
   */
  Retry retry() default @Retry;
}
