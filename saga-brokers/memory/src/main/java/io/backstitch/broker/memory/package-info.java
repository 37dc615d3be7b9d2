/** Keeps messages in memory, for the tests of services. */
@NullMarked
package io.backstitch.broker.memory;

import org.jspecify.annotations.NullMarked;
