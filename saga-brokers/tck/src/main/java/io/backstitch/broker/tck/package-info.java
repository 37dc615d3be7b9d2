/**
 * What every broker adapter must pass: extend {@link
 * io.backstitch.broker.tck.MessageBrokerContract}, and run it against the real broker.
 */
@NullMarked
package io.backstitch.broker.tck;

import org.jspecify.annotations.NullMarked;
