package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-no-step-of-its-type")
class FromNoStepOfItsType {

  record Trip(String id) {}

  record Seat(String id) {}

  record Room(String id) {}

  @Step
  @NoCompensation("test")
  Seat book1(Trip trip) {
    return new Seat("");
  }

  @Step
  @NoCompensation("test")
  Room book2(Trip trip) {
    return new Room("");
  }

  @Step
  // error: SAGA022 in saga from-no-step-of-its-type, step pay: it takes the result of a step 'book', which is not there. Did you mean 'book2'?
  void pay(Seat seat, @From("book") Room room) {}
}
