package io.backstitch.runtime;

import io.backstitch.servers.RequestMoment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All deaths of one saga. A process that goes on with it has boundaries of its own: that it takes
 * the saga over, and what was not durable yet.
 */
final class CrashPlan {

  static final String TAKE_OVER = "TAKEN_OVER";

  private static final List<RequestMoment> MOMENTS =
      List.of(RequestMoment.UNSENT, RequestMoment.UNANSWERED);

  private final SagaShape shape;
  private final List<String> boundaries;

  /**
   * @param boundaries what each commit of an undisturbed run writes
   */
  CrashPlan(SagaShape shape, List<String> boundaries) {
    this.shape = shape;
    this.boundaries = boundaries;
  }

  /** Every first death with every second one. */
  List<CrashCase> square() {
    List<CrashCase> cases = new ArrayList<>();
    for (CrashPoint first : firstDeaths()) {
      List<CrashPoint> second = pointsOf(ofHeir(first));
      second.forEach(point -> cases.add(new CrashCase(shape, first, Optional.of(point))));
      if (second.isEmpty()) {
        cases.add(new CrashCase(shape, first, Optional.empty()));
      }
    }
    return cases;
  }

  /**
   * Every first death with one second, each boundary of which is met. The earliest that was met
   * least is next, because the later ones will come again.
   */
  List<CrashCase> rotation() {
    Map<String, Integer> met = new HashMap<>();
    List<CrashCase> cases = new ArrayList<>();
    for (CrashPoint first : firstDeaths()) {
      List<String> heirs = ofHeir(first);
      Optional<String> least =
          heirs.stream()
              .min(
                  Comparator.comparing((String writes) -> met.getOrDefault(writes, 0))
                      .thenComparing(TAKE_OVER::equals));
      Optional<CrashPoint> second =
          least.map(
              writes -> {
                int times = met.merge(writes, 1, Integer::sum);
                RequestMoment moment = MOMENTS.get((times + heirs.size()) % MOMENTS.size());
                return new CrashPoint(heirs.indexOf(writes) + 1, writes, moment);
              });
      cases.add(new CrashCase(shape, first, second));
    }
    return cases;
  }

  /** What any process that goes on with the saga may write. */
  List<String> boundariesOfHeirs() {
    return firstDeaths().stream().flatMap(first -> ofHeir(first).stream()).distinct().toList();
  }

  List<CrashPoint> firstDeaths() {
    return pointsOf(boundaries);
  }

  private static List<CrashPoint> pointsOf(List<String> boundaries) {
    List<CrashPoint> points = new ArrayList<>();
    for (int i = 0; i < boundaries.size(); i++) {
      for (RequestMoment moment : MOMENTS) {
        points.add(new CrashPoint(i + 1, boundaries.get(i), moment));
      }
    }
    return points;
  }

  private List<String> ofHeir(CrashPoint first) {
    List<String> left = boundaries.subList(first.durable(), boundaries.size());
    if (left.isEmpty() || left.size() == boundaries.size()) {
      return left; // It has ended, or nobody knows of it: then its caller starts it again.
    }
    return Stream.concat(Stream.of(TAKE_OVER), left.stream()).toList();
  }
}
