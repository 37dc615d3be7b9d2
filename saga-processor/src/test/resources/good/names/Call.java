package names;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import io.backstitch.runtime.StepContext;
import java.sql.Connection;
import org.jooq.DSLContext;

/** Names that others have too: of Java, of Backstitch, of the constants that are generated. */
@Saga("names")
@SuppressWarnings("SAGA110")
class Call {

  record Integer(int value) {}

  record SAGA(int value) {}

  record StepKey(int value) {}

  record INPUT(int value) {}

  @Step
  @NoCompensation("a test")
  Integer input(String string, StepContext context) {
    return new Integer(1);
  }

  @Step("class")
  @NoCompensation("a test")
  SAGA saga(Integer integer, Connection connection) {
    return new SAGA(1);
  }

  @Step("INPUT")
  @NoCompensation("a test")
  Object connection(SAGA saga, DSLContext context, StepContext step) {
    return new Object(1);
  }

  @Step("book-hotel")
  @NoCompensation("a test")
  StepKey bookHotel(Object object) {
    return new StepKey(1);
  }

  @Step("bookHotel")
  @NoCompensation("a test")
  INPUT book_hotel(StepKey key) {
    return new INPUT(1);
  }

  @Step("$ 1: «ß» \"quoted\"")
  @NoCompensation("costs $1 and \"more\"\n$T $L $$")
  Void odd(INPUT input) {
    return new Void(1);
  }

  @Step("_")
  void last(Void nothing) {}
}
