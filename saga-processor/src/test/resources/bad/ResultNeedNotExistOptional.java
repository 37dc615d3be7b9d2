package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

@Saga("result-need-not-exist-optional")
class ResultNeedNotExistOptional {

  @Step
  String charge(Integer order) {
    return "";
  }

  @Step
  Long ship(String payment) {
    return 1L;
  }

  @Step
  void tell(Long shipment) {}

  @Compensate("charge")
  // error: SAGA043 in saga result-need-not-exist-optional, compensation refund: it takes the result of step ship, which need not exist when step charge is undone. Take only the result of charge and of steps that come before it.
  void refund(String payment, Optional<Long> shipment) {}

  @Compensate("ship")
  // error: SAGA025 in saga result-need-not-exist-optional, compensation unship: it takes the Optional result of step charge, but only the compensation of charge may. Take String itself.
  void unship(Long shipment, Optional<String> payment) {}
}
