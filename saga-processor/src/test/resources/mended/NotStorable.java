// Results, and the input, are values that can be stored.
// Each is written to the database when its step is done, and read again by whoever goes on: another
// thread, another process, another day.
package mended;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

@Saga("not-storable")
class NotStorable {

  record Order(List<String> lines) {}

  @Step
  @NoCompensation("test")
  String later(Order order) {
    return "";
  }

  @Step
  @NoCompensation("test")
  List<Integer> wild(Order order) {
    return List.of();
  }

  @Step
  @NoCompensation("test")
  List<Long> raw(Order order) {
    return List.of();
  }

  @Step
  @NoCompensation("test")
  String[] functions(Order order) {
    return new String[0];
  }

  @Step
  @NoCompensation("test")
  Character anything(Order order) {
    return 'x';
  }
}
