/**
 * The words of a saga: a class with {@link io.backstitch.annotations.Saga @Saga}, its {@link
 * io.backstitch.annotations.Step steps}, and the {@link io.backstitch.annotations.Compensate
 * compensations} that undo them. The annotation processor in {@code saga-processor} turns such a
 * class into a definition that an engine runs; nothing here is read at run time.
 */
package io.backstitch.annotations;
