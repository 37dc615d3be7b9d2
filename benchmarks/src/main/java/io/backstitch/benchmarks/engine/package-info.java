/**
 * The figures of the engine, each beside floors of the same work: one class for each subject, and
 * {@code EngineFigures} to run them.
 */
@NullMarked
package io.backstitch.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
