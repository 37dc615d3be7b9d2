/**
 * What a saga is, as a value: its {@link io.backstitch.definition.SagaType type}, its steps, their
 * {@link io.backstitch.definition.Argument arguments} and thereby its {@link
 * io.backstitch.definition.SagaGraph graph}. Generated classes build it from annotated ones; a
 * person may build it by hand with {@link io.backstitch.definition.SagaBuilder}. Nothing here knows
 * an engine, a database or a thread.
 *
 * <p>A builder is told {@link io.backstitch.definition.MethodBuilder first what a method takes,
 * then the method}: {@code graph.step(CHARGE).takes(ORDER, CONTEXT).runs(saga::charge)}. {@code
 * runs} is for a {@link io.backstitch.definition.StepFunction} that returns the step's result,
 * {@code does} for a {@link io.backstitch.definition.StepAction} that returns nothing; between them
 * stand the {@link io.backstitch.definition.Parameters} with their types.
 */
@NullMarked
package io.backstitch.definition;

import org.jspecify.annotations.NullMarked;
