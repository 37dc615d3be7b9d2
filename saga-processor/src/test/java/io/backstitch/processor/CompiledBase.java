package io.backstitch.processor;

import io.backstitch.annotations.Step;

/** A superclass of a saga that is there as a class file only. */
public abstract class CompiledBase {

  @Step
  protected String load(Integer order) {
    return order.toString();
  }
}
