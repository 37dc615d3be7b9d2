/**
 * What a saga is, as a value: its {@link io.backstitch.definition.SagaType type}, its steps, their
 * {@link io.backstitch.definition.Argument arguments} and thereby its {@link
 * io.backstitch.definition.SagaGraph graph}. Generated classes build it from annotated ones; a
 * person may build it by hand with {@link io.backstitch.definition.SagaBuilder}. Nothing here knows
 * an engine, a database or a thread.
 */
@NullMarked
package io.backstitch.definition;

import org.jspecify.annotations.NullMarked;
