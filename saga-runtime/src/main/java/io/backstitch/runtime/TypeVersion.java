package io.backstitch.runtime;

import io.backstitch.definition.SagaType;

/**
 * What a definition is registered under.
 *
 * @param type the saga's name
 * @param version the version of the graph
 */
record TypeVersion(String type, int version) {

  static TypeVersion of(SagaType<?, ?> saga) {
    return new TypeVersion(saga.name(), saga.version());
  }

  @Override
  public String toString() {
    return version == 1 ? type : type + " v" + version;
  }
}
