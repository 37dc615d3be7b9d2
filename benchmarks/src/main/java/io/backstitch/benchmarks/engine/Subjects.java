package io.backstitch.benchmarks.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that is measured of the engine, in the order of the table. */
final class Subjects {

  static final List<Subject> ALL =
      List.of(
          new Remote(),
          new Transactional(),
          new Alone(),
          new Flushes(),
          new Diamond(),
          new Failing(),
          new FullTables(),
          new Allocation());

  private Subjects() {}

  static List<String> names() {
    return ALL.stream().map(Subject::name).toList();
  }

  /** Those with these names; all of them if there are none. */
  static List<Subject> named(List<String> names) {
    Set<String> wanted = new LinkedHashSet<>(names);
    wanted.removeAll(names());
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "no subject is called %s; there are %s"
              .formatted(String.join(", ", wanted), String.join(", ", names())));
    }
    return ALL.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
  }
}
