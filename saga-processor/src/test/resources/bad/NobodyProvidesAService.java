package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import javax.sql.DataSource;

@Saga("nobody-provides-a-service")
class NobodyProvidesAService {

  record Order(String id) {}

  record Coupon(String id) {}

  interface Gateway {

    String pay(Order order);

    void repay(String payment);
  }

  @Step
  @NoCompensation("test")
  // error: SAGA020 in saga nobody-provides-a-service, step charge: nobody provides DataSource: no step returns it, and the saga's input is Order, as step charge takes it. Keep it in a field of the class, or take a value that can be stored.
  void charge(Order order, DataSource database) {}

  @Step
  // error: SAGA020 in saga nobody-provides-a-service, step ship: nobody provides Gateway: no step returns it, and the saga's input is Order, as step charge takes it. Keep it in a field of the class, or take a value that can be stored.
  // error: SAGA020 in saga nobody-provides-a-service, step ship: nobody provides Coupon: no step returns it, and the saga's input is Order, as step charge takes it. Let a step return it, or make it a part of the input.
  void ship(Order order, Gateway gateway, Coupon coupon) {}
}
