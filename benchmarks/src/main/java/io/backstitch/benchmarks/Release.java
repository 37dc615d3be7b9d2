package io.backstitch.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was measured on one release of Java.
 *
 * @param feature 17, 25
 * @param machine on which
 * @param figures in the order of the subjects
 */
public record Release(int feature, Machine machine, List<Figure> figures) {

  public Release {
    figures = List.copyOf(figures);
  }

  public Optional<Figure> figure(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /**
   * These figures, and those of an earlier run whose subjects were left out now. What was measured
   * on another machine is dropped: it would stand below the wrong heading.
   *
   * @param subjects all that there are, in their order
   */
  Release andStill(Release earlier, List<String> subjects) {
    if (earlier.feature != feature || !earlier.machine.equals(machine)) {
      return this;
    }
    List<Figure> all = new ArrayList<>();
    for (String subject : subjects) {
      List<Figure> now = of(subject);
      all.addAll(now.isEmpty() ? earlier.of(subject) : now);
    }
    return new Release(feature, machine, all);
  }

  private List<Figure> of(String subject) {
    return figures.stream().filter(figure -> figure.subject().equals(subject)).toList();
  }
}
