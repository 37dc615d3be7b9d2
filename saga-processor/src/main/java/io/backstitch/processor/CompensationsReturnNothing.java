package io.backstitch.processor;

import io.backstitch.graph.Finding;
import io.backstitch.graph.Problem;
import java.util.stream.Stream;

/** A compensation returns nothing, as nobody could take it. */
final class CompensationsReturnNothing implements Rule {

  @Override
  public Stream<Finding> judge(SagaModel saga) {
    return saga.compensations().stream()
        .filter(undo -> undo.method().returns().isPresent())
        .filter(undo -> !undo.method().isTwoThings())
        .map(
            undo ->
                Finding.of(
                    Problem.COMPENSATION_RETURNS,
                    undo.method().place(),
                    undo.title(),
                    TypeText.brief(undo.method().signature().type().getReturnType())));
  }
}
