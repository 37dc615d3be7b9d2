package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA005 in saga Order: a saga cannot be called 'Order': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'order'.
@Saga("Order")
class Many {

  record Order(String id) {}

  record Payment(String id) {}

  // error: SAGA072 in saga Order, step charge: timeout 'soon' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
  @Step(timeout = "soon")
  // error: SAGA022 in saga Order, step charge: it takes the result of a step 'reserve', which is not there. Name one of its steps: charge, tell, count.
  Payment charge(Order order, @From("reserve") String reservation) {
    return new Payment("");
  }

  @Step
  // error: SAGA020 in saga Order, step tell: nobody provides String: no step returns it, and the saga's input is Order, as step charge takes it. Let a step return it, or make it a part of the input.
  void tell(Order order, String letter) {}

  @Step
  // error: SAGA050 in saga Order, step count: it cannot be undone, though other steps can fail after it or beside it: charge, tell. Write a method with @Compensate("count"), or say @NoCompensation("why").
  void count(Order order) {}

  // error: SAGA040 in saga Order, compensation refund: it undoes a step 'chrge', which is not there. Did you mean 'charge'?
  @Compensate("chrge")
  // error: SAGA013 in saga Order, compensation refund: the method refund is private, so the definition cannot call it. Leave out private.
  private void refund(Payment payment) {}
}
