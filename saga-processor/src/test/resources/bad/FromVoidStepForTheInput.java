package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-void-step-for-the-input")
class FromVoidStepForTheInput {

  @Step
  @NoCompensation("test")
  void announce() {}

  @Step(after = "announce")
  // error: SAGA024 in saga from-void-step-for-the-input, step ship: it takes String from step announce, which returns nothing. Name a step that returns String; without @From, String is the saga's input.
  void ship(@From("announce") String order) {}
}
