/**
 * Checks the classes that are annotated with {@code @Saga} and writes their definitions, in four
 * stages: a reader turns a class into descriptors that hold what its author wrote and where; the
 * model decides what each parameter is and which step comes after which; the rules judge; the
 * writer writes. Nothing is written for a class with a problem.
 */
@NullMarked
package io.backstitch.processor;

import org.jspecify.annotations.NullMarked;
