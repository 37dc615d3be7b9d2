package io.backstitch.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Why a saga did not complete.
 *
 * @param step the step that failed, or null where the saga's own time was over, or an operator
 *     cancelled it
 * @param kind the kind of failure
 * @param message what happened
 */
public record SagaFailure(@Nullable String step, FailureKind kind, String message) {}
