/** What every broker adapter must pass: tests to be run against the real broker. */
@NullMarked
package io.backstitch.broker.tck;

import org.jspecify.annotations.NullMarked;
