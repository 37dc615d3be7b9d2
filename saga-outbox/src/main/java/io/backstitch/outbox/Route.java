package io.backstitch.outbox;

/**
 * A broker and what goes there. Each route has lanes of its own to hold, so that one broker that is
 * away keeps nothing from another.
 *
 * @param name the same in every relay that has this route; empty for what no other route takes
 */
record Route(String name, MessageBroker broker, Destinations destinations) {

  /** The broker, in sentences for people. */
  String brokerName() {
    return name.isEmpty() ? "the broker" : "the broker of route '" + name + "'";
  }
}
