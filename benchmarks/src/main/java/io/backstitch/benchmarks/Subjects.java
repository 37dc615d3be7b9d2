package io.backstitch.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that is measured of one group, in the order of its table.
 *
 * @param all with different names
 * @param <B> where they are measured
 */
public record Subjects<B>(List<Subject<B>> all) {

  /** Keeps a copy. */
  public Subjects {
    all = List.copyOf(all);
  }

  /** What they are called on the command line. */
  public List<String> names() {
    return all.stream().map(Subject::name).toList();
  }

  /** Those with these names; all of them if there are none. */
  List<Subject<B>> named(List<String> names) {
    Set<String> wanted = new LinkedHashSet<>(names);
    wanted.removeAll(names());
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "no subject is called %s; there are %s"
              .formatted(String.join(", ", wanted), String.join(", ", names())));
    }
    return all.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
  }
}
