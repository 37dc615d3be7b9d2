package io.backstitch.runtime;

/**
 * What is written of an operator's action, and what follows from it.
 *
 * @param fact the row of the journal
 * @param by who, and why
 * @param clearsFailure whether the saga goes forward again, after a failure that does not count any
 *     more
 * @param plan what is to be done then
 */
record OperatorFact(SagaFact fact, OperatorAction.By by, boolean clearsFailure, SagaPlan plan) {}
