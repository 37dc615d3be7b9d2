package io.backstitch.samples.order.demo;

/**
 * What the demo is asked to do.
 *
 * @param season who orders what, and what becomes of it
 * @param engines how many shop processes
 * @param kills whether one shop and one relay are killed half-way
 * @param terminal whether a person watches, so that a line may be written over
 */
record DemoSettings(Season season, int engines, boolean kills, boolean terminal) {

  DemoSettings {
    if (engines < 1) {
      throw new IllegalArgumentException("A demo needs at least one engine, not " + engines);
    }
    if (kills && engines < 2) {
      throw new IllegalArgumentException(
          "With one engine nobody is left to go on after the kill."
              + " Use more engines, or --no-kill.");
    }
  }

  /** Reads what the script {@code demo} has checked: orders, engines, kills, terminal, seed. */
  static DemoSettings of(String[] arguments) {
    return new DemoSettings(
        new Season(Long.parseLong(arguments[4]), Integer.parseInt(arguments[0])),
        Integer.parseInt(arguments[1]),
        Boolean.parseBoolean(arguments[2]),
        Boolean.parseBoolean(arguments[3]));
  }
}
