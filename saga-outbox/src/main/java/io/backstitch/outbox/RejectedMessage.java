package io.backstitch.outbox;

/**
 * A message that the broker refused.
 *
 * @param reason why, fit to be stored
 * @param holdsKey whether later messages of its key are to wait for it
 */
record RejectedMessage(StoredMessage message, String reason, boolean holdsKey) {}
