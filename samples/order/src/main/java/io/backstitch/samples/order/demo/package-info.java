/**
 * What {@code ./demo} runs: shops and relays as processes of their own, customers who order,
 * somebody who kills processes, and the audit that has the last word.
 */
@NullMarked
package io.backstitch.samples.order.demo;

import org.jspecify.annotations.NullMarked;
