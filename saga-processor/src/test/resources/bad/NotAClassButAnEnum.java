package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("not-aclass-but-an-enum")
// error: SAGA001 in saga not-aclass-but-an-enum: NotAClassButAnEnum is an enum, and an engine needs an instance of it. Make it a class or a record.
enum NotAClassButAnEnum {
  ONE;

  @Step
  void ship(String order) {}
}
