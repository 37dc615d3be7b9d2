package io.backstitch.outbox;

/**
 * A message in the outbox, and its place there.
 *
 * @param tuple where PostgreSQL keeps it, as the column ctid says; true until the transaction that
 *     has read it ends
 */
record StoredMessage(short lane, long id, String tuple, OutboxMessage message) {

  OrderKey orderKey() {
    return new OrderKey(message.destination(), message.key());
  }
}
