package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("from-void-step")
class FromVoidStep {

  @Step
  @NoCompensation("test")
  void tell(Integer order) {}

  @Step(after = "tell")
  // error: SAGA024 in saga from-void-step, step ship: it takes String from step tell, which returns nothing. Name a step that returns String; no step returns String yet.
  void ship(@From("tell") String letter) {}
}
