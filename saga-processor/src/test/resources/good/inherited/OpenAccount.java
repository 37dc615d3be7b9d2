package inherited;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;

@Saga("open-account")
@SuppressWarnings("SAGA110")
class OpenAccount extends Base<OpenAccount.Application, List<String>> {

  record Application(String name) {}

  @Override
  List<String> created(Application application) {
    return List.of(application.name());
  }

  @Override
  @Step(after = "tell")
  @NoCompensation("a number is not given twice")
  String replaced(Application application) {
    return application.name();
  }

  @Step
  int last(String number) {
    return number.length();
  }
}
