package io.backstitch.samples.order;

/** What the rest of the company is told about an order. */
public sealed interface OrderEvent {

  /** Where the warehouse listens. */
  String WAREHOUSE = "warehouse";

  /** Where the accountants listen. */
  String ACCOUNTING = "accounting";

  /** Where everybody listens who wants to know how an order goes on. */
  String ORDERS = "orders";

  record OrderAccepted(String orderId, String customer) implements OrderEvent {}

  record OrderCancelled(String orderId) implements OrderEvent {}

  record OrderConfirmed(String orderId, String trackingCode) implements OrderEvent {}

  record StockReserved(String orderId, String sku, int quantity) implements OrderEvent {}

  record StockReleased(String orderId, String sku, int quantity) implements OrderEvent {}

  record CardCharged(String orderId, String paymentId, long cents) implements OrderEvent {}

  record CardRefunded(String orderId, long cents) implements OrderEvent {}

  record PaymentBooked(String orderId, long cents) implements OrderEvent {}

  record PaymentReversed(String orderId, long cents) implements OrderEvent {}

  record ParcelBooked(String orderId, String trackingCode) implements OrderEvent {}

  record ParcelCancelled(String orderId) implements OrderEvent {}
}
