package io.backstitch.processor;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Step;
import io.backstitch.graph.Said;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;

/**
 * What steps and compensations have in common.
 *
 * @param signature the method, and its types as the saga class sees them
 * @param parameters its parameters
 * @param returns what it returns, if it returns something
 * @param order what its annotation says of order and transaction
 * @param attempts what its annotation says of attempts
 */
record MethodSource(
    Signature signature,
    List<ParameterSource> parameters,
    Optional<ValueType> returns,
    Order order,
    Attempts attempts) {

  /**
   * A method as a member of the saga class.
   *
   * @param element the method, perhaps inherited
   * @param type its type with the type arguments of the saga class
   * @param isHidden whether {@code saga::method} could mean another method: arguments are boxed, so
   *     one that takes an object would win over this one, which takes a primitive
   */
  record Signature(ExecutableElement element, ExecutableType type, boolean isHidden) {}

  /**
   * What an annotation says of order and transaction.
   *
   * @param after names of steps
   * @param transactional whether it is transactional whatever it takes
   */
  record Order(List<Said<String>> after, boolean transactional) {}

  ExecutableElement element() {
    return signature.element();
  }

  String name() {
    return element().getSimpleName().toString();
  }

  SourcePlace place() {
    return new SourcePlace.OfElement(element());
  }

  /** Whether it is a step and a compensation, which is a mistake. */
  boolean isTwoThings() {
    return Mark.on(element(), Step.class).isPresent()
        && Mark.on(element(), Compensate.class).isPresent();
  }

  boolean isTransactional() {
    return order.transactional() || takesTheTransaction();
  }

  boolean takesTheTransaction() {
    return parameters.stream()
        .flatMap(parameter -> Provision.of(parameter.type()).stream())
        .anyMatch(Provision::isTheTransaction);
  }
}
