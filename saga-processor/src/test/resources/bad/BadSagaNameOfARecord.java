package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

// error: SAGA005 in saga PayBill: a saga cannot be called 'PayBill': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'pay-bill'.
@Saga("PayBill")
record BadSagaNameOfARecord(Runnable bank) {

  @Step
  void pay(String bill) {}
}
