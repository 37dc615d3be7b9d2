package bad;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@Saga("definition-name-taken")
// error: SAGA008 in saga definition-name-taken: its definition would be called DefinitionNameTakenDefinition, which is already there. Rename one of the two.
class DefinitionNameTaken {

  @Step
  void ship(String order) {}
}

class DefinitionNameTakenDefinition {}
