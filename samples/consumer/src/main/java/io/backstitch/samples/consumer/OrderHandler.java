package io.backstitch.samples.consumer;

/** What is done with a message that tells of an order, before it is acknowledged. */
@FunctionalInterface
interface OrderHandler {

  /** When this returns, what was done is durable; when it throws, the message must come again. */
  void handle(String messageId, String orderId) throws Exception;
}
