package io.backstitch.processor;

import javax.lang.model.type.TypeMirror;

/**
 * The type of a value that is handed from method to method: boxed, without annotations. Within one
 * saga the same type is the same object.
 */
final class ValueType {

  private final TypeMirror mirror;
  private final SagaTypes all;

  ValueType(TypeMirror mirror, SagaTypes all) {
    this.mirror = mirror;
    this.all = all;
  }

  TypeMirror mirror() {
    return mirror;
  }

  /** Whether it is {@code Void}, which stands for nothing. */
  boolean isVoid() {
    return TypeText.isNamed(mirror, "java.lang.Void");
  }

  /** The type as a message names it: without packages where that is clear. */
  @Override
  public String toString() {
    return all.isClear(this) ? TypeText.brief(mirror) : TypeText.full(mirror);
  }
}
