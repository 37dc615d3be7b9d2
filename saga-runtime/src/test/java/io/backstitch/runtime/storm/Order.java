package io.backstitch.runtime.storm;

/**
 * A saga that somebody is to start.
 *
 * @param insists whether the start is repeated until it is confirmed
 */
record Order(String key, String shape, String script, Way way, boolean insists) {

  /** How a saga is started. */
  enum Way {
    EXECUTE,
    SUBMIT,
    SUBMIT_IN_TRANSACTION
  }

  private static final String TAB = "\t";

  String line() {
    return String.join(TAB, key, shape, script, way.name(), Boolean.toString(insists));
  }

  static Order read(String line) {
    String[] part = line.split(TAB);
    return new Order(
        part[0], part[1], part[2], Way.valueOf(part[3]), Boolean.parseBoolean(part[4]));
  }
}
