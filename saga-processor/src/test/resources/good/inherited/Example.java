package inherited;

import inherited.CloseAccount.Account;
import inherited.OpenAccount.Application;
import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the sagas run. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(OpenAccountDefinition.of(new OpenAccount()), new Application("Ada"), 3),
        new GoodRun<>(
            CloseAccountDefinition.of(new CloseAccount("a bank")), new Account("1"), "a bank"));
  }
}
