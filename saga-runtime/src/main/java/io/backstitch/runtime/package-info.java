/**
 * The engine: {@link io.backstitch.runtime.SagaEngine} starts sagas, runs their steps, records each
 * one durably in PostgreSQL, undoes them when one fails, and goes on with the sagas of engines that
 * died.
 */
@NullMarked
package io.backstitch.runtime;

import org.jspecify.annotations.NullMarked;
