/**
 * The graph of a saga and all that can be said of it without its code: the rules, which the
 * compiler and the builder apply alike and in the same words, and its drawings. Used by {@code
 * saga-processor} and {@code saga-runtime}; no part of it is meant to be called by users.
 */
@NullMarked
package io.backstitch.graph;

import org.jspecify.annotations.NullMarked;
