/** Figures that are claimed: one class with a main method for each subject. */
@NullMarked
package io.backstitch.benchmarks;

import org.jspecify.annotations.NullMarked;
