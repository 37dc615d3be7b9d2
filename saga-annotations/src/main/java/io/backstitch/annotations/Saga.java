package io.backstitch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose methods are the steps of a saga. The processor writes {@code <Class>Definition}
 * beside it; the engine is given one instance of the class and calls it from many threads at once,
 * so its fields should be final and what they hold thread-safe.
 *
 * <p>The order of the steps is written nowhere: each step takes the results that it needs as
 * parameters, and the compiler orders them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Saga {

  /**
   * The name under which every instance is stored, {@code [a-z][a-z0-9-]*}. It must not change
   * while instances exist.
   *
   * @return the name
   */
  String value();

  /**
   * The version of the graph. An instance keeps to the version that it began with, so register the
   * old version beside the new one until its instances have ended.
   *
   * @return the version, 1 or more
   */
  int version() default 1;

  /**
   * How long the whole saga may take before it is undone, measured by the database's clock from its
   * start: {@code 250ms}, {@code 30s}, {@code 15m}, {@code 2h}, {@code 7d} or ISO-8601, more than
   * nothing and at most 36,500 days. It no longer acts once the pivot has begun.
   *
   * @return the duration, or an empty string for no limit
   */
  String timeout() default "";

  /**
   * How long steps that run beside a failed one may go on, measured by the database's clock from
   * the moment at which the first step failed for good. Same form as {@link #timeout()}, but {@code
   * 0s} is allowed: it stops them at once. Without a limit they may finish, however long that
   * takes.
   *
   * <p>A step is stopped by interrupting its thread. A late answer does not count: a transactional
   * step is rolled back, and whether a remote one took effect counts as unknown. Retries end with
   * the grace time too: no attempt begins after it.
   *
   * @return the duration, or an empty string for no limit
   */
  String grace() default "";

  /**
   * The step whose result is the result of the saga. Needed where several last steps return
   * something.
   *
   * @return the step's name, or an empty string for the only last step
   */
  String result() default "";
}
