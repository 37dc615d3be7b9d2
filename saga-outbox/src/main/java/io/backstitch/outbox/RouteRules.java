package io.backstitch.outbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** What the routes of a relay must keep to. */
final class RouteRules {

  private static final int LONGEST_NAME = 40;

  private RouteRules() {}

  static void require(Collection<Route> others, String name, List<String> destinations) {
    if (name.isBlank() || name.length() > LONGEST_NAME || !StorableText.isStorable(name)) {
      throw refused("a route '" + name + "', whose name must have 1 to 40 characters", "Name it.");
    }
    if (others.stream().anyMatch(route -> route.name().equals(name))) {
      throw refused("two routes '" + name + "'", "Name all destinations in one call.");
    }
    if (destinations.stream().anyMatch(String::isBlank)) {
      throw refused("a route '" + name + "' with a destination that is blank", "Name it.");
    }
    if (destinations.isEmpty() || new HashSet<>(destinations).size() < destinations.size()) {
      throw refused(
          "a route '" + name + "' with no destination, or with one twice",
          "Name each destination once.");
    }
    for (Route route : others) {
      for (String destination : destinations) {
        if (route.destinations().names().contains(destination)) {
          throw refused(
              "the routes '%s' and '%s', which both have the destination '%s'"
                  .formatted(route.name(), name, destination),
              "Leave it to one of them; to reach two brokers, append the message for two destinations.");
        }
      }
    }
  }

  private static IllegalArgumentException refused(String wrong, String remedy) {
    return new IllegalArgumentException(
        "An OutboxRelay was given %s. It was not built. %s".formatted(wrong, remedy));
  }
}
