/**
 * A broker in memory, for the tests of services: see {@link
 * io.backstitch.broker.memory.InMemoryBroker}.
 */
@NullMarked
package io.backstitch.broker.memory;

import org.jspecify.annotations.NullMarked;
