package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What is written of an operator's action, and what follows from it.
 *
 * @param fact the row of the journal
 * @param by who, and why; null for a take-over that goes before it
 * @param clearsFailure whether the saga goes forward again, after a failure that does not count any
 *     more
 * @param canTimeOut whether the saga's own timeout can still act
 * @param plan what is to be done then
 */
record OperatorFact(
    SagaFact fact,
    OperatorAction.@Nullable By by,
    boolean clearsFailure,
    boolean canTimeOut,
    SagaPlan plan) {}
