package io.backstitch.outbox;

/** Within which messages keep their order: one destination and one key. */
record OrderKey(String destination, String key) {}
