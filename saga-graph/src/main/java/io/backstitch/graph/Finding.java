package io.backstitch.graph;

import java.util.List;

/**
 * One problem in one saga.
 *
 * @param problem what kind of problem
 * @param place where it stands
 * @param about the step or the compensation, as a message calls it; empty where it is about the
 *     saga as a whole
 * @param arguments what the problem's texts take
 */
public record Finding(Problem problem, Place place, String about, List<Object> arguments) {

  /** A problem of the saga as a whole. */
  public static Finding ofSaga(Problem problem, Place place, Object... arguments) {
    return new Finding(problem, place, "", List.of(arguments));
  }

  /**
   * A problem of one step or compensation.
   *
   * @param about {@code step charge} or {@code compensation refund}
   */
  public static Finding of(Problem problem, Place place, String about, Object... arguments) {
    return new Finding(problem, place, about, List.of(arguments));
  }

  /**
   * It as people read it: where, what is wrong, what to do.
   *
   * @param saga how messages call the saga
   * @param written how the saga was made
   */
  public String message(String saga, Problem.Written written) {
    String where = " in saga " + saga + (about.isEmpty() ? "" : ", " + about);
    return problem.message(where, written, arguments.toArray());
  }
}
