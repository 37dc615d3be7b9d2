/**
 * Stand-ins for the two remote services. Each keeps its memory in a database of its own, written on
 * its own connection and in its own transaction, as the real one would: what it did stays done
 * whatever becomes of our saga.
 */
@NullMarked
package io.backstitch.samples.order.remote;

import org.jspecify.annotations.NullMarked;
