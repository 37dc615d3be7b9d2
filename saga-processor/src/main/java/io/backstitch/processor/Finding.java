package io.backstitch.processor;

import java.util.List;

/**
 * One problem in one saga class.
 *
 * @param problem what kind of problem
 * @param place where it stands
 * @param about the step or the compensation; empty where it is about the saga as a whole
 * @param arguments what the problem's texts take
 */
record Finding(Problem problem, Place place, String about, List<Object> arguments) {

  /** A problem of the saga as a whole. */
  static Finding ofSaga(Problem problem, Place place, Object... arguments) {
    return new Finding(problem, place, "", List.of(arguments));
  }

  /** A problem of one step or compensation. */
  static Finding of(Problem problem, Place place, SagaMethod method, Object... arguments) {
    return new Finding(problem, place, ", " + method.title(), List.of(arguments));
  }

  /** It as the compiler is to print it: where, what is wrong, what to do. */
  String message(SagaSource saga) {
    return problem.message(" in saga " + saga.title() + about, arguments.toArray());
  }
}
