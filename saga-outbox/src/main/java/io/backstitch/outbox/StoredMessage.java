package io.backstitch.outbox;

/** A message in the outbox, and its place there. */
record StoredMessage(short lane, long id, OutboxMessage message) {

  OrderKey orderKey() {
    return new OrderKey(message.destination(), message.key());
  }
}
