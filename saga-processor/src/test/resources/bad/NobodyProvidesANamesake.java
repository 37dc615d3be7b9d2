package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("nobody-provides-a-namesake")
class NobodyProvidesANamesake {

  record Order(String id) {}

  record StepContext(String id) {}

  record Connection(String id) {}

  @Step
  // error: SAGA020 in saga nobody-provides-a-namesake, step ship: nobody provides StepContext: no step returns it, and the saga's input is Order, as step ship takes it. What the engine provides is io.backstitch.runtime.StepContext.
  // error: SAGA020 in saga nobody-provides-a-namesake, step ship: nobody provides Connection: no step returns it, and the saga's input is Order, as step ship takes it. What the engine provides is java.sql.Connection.
  void ship(Order order, StepContext step, Connection db) {}
}
