package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("cycles-apart")
class CyclesApart {

  @Step
  // error: SAGA030 in saga cycles-apart, step a: steps wait for each other, so none of them can begin: a → b → a (a takes Long from b, b takes String from a). Let one of them take something else, or return a type of its own.
  String a(Long number) {
    return "";
  }

  @Step
  Long b(String text) {
    return 1L;
  }

  @Step
  // error: SAGA030 in saga cycles-apart, step c: steps wait for each other, so none of them can begin: c → d → c (c takes Double from d, d takes Character from c). Let one of them take something else, or return a type of its own.
  Character c(Double price) {
    return 'c';
  }

  @Step
  Double d(Character letter) {
    return 1.0;
  }

  @Step
  void e(String text, Character letter) {}

  @Step
  // error: SAGA030 in saga cycles-apart, step alone: steps wait for each other, so none of them can begin: alone → alone (alone takes Integer from alone). Let one of them take something else, or return a type of its own.
  Integer alone(Integer alone) {
    return 1;
  }
}
