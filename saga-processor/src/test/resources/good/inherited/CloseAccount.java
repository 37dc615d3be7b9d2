package inherited;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** A record can be a saga. */
@Saga("close-account")
@SuppressWarnings("SAGA110")
record CloseAccount(String bank) implements Telling<CloseAccount.Account> {

  record Account(String number) {}

  @Step(value = "close", after = "tell")
  String closeIt(Account account) {
    return bank;
  }
}
