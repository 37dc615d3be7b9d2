/**
 * An order service: catalogue, stock, a double-entry ledger, a card processor that sometimes does
 * not answer, and a carrier. Placing an order is the saga {@link
 * io.backstitch.samples.order.PlaceOrder}; the rest is what such a service has anyway.
 */
@NullMarked
package io.backstitch.samples.order;

import org.jspecify.annotations.NullMarked;
