package io.backstitch.runtime;

/**
 * What is written of an operator's action, and what follows from it.
 *
 * @param fact the row of the journal
 * @param by who, and why
 * @param next the saga after it
 * @param plan what is to be done then
 */
record OperatorFact(SagaFact fact, OperatorAction.By by, SagaState next, SagaPlan plan) {}
