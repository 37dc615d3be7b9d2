package io.backstitch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a step leaves nothing to undo, and why, for the next reader. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface NoCompensation {

  /**
   * Why there is nothing to undo.
   *
   * @return the reason, for people
   */
  String value();
}
