package bad;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Retry;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.Optional;

// error: SAGA005 in saga All Wrong: a saga cannot be called 'All Wrong': a name is [a-z][a-z0-9-]*, at most 100 long. Write a name such as 'all-wrong'.
// error: SAGA006 in saga All Wrong: its version is 0, but versions begin at 1. Write 1 or more.
// error: SAGA072 in saga All Wrong: grace 'v' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
// error: SAGA072 in saga All Wrong: timeout 'x' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
// error: SAGA090 in saga All Wrong: result names a step 'nothing', which is not there. Name one of its steps:  , second.
@Saga(value = "All Wrong", version = 0, timeout = "x", grace = "v", result = "nothing")
// error: SAGA001 in saga All Wrong: AllWrong is abstract, and an engine needs an instance of it. Make it a class or a record.
// error: SAGA004 in saga All Wrong: AllWrong has type parameters, so the types of its steps are not known. Annotate a subclass that says what T is.
abstract class AllWrong<T> {

  @Step(
      // error: SAGA012 in saga All Wrong, step first: a step cannot be called ' ': it is blank. Write 1 to 100 printable characters.
      value = " ",
      // error: SAGA032 in saga All Wrong, step first: it is after a step 'nobody', which is not there. Name one of its steps:  , second.
      after = "nobody",
      // error: SAGA072 in saga All Wrong, step first: timeout 'y' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
      timeout = "y",
      // error: SAGA070 in saga All Wrong, step first: maxAttempts is 0. Write 1 or more; 1 means that nothing is repeated.
      // error: SAGA071 in saga All Wrong, step first: multiplier is 0.0. Write 1 or more; 1 keeps all delays alike.
      // error: SAGA072 in saga All Wrong, step first: backoff 'z' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
      // error: SAGA072 in saga All Wrong, step first: maxBackoff 'w' is no duration. Write a number and a unit, as 250ms, 30s, 15m, 2h or 7d, or ISO-8601.
      retry = @Retry(maxAttempts = 0, multiplier = 0, backoff = "z", maxBackoff = "w"))
  @NoCompensation("test")
  // error: SAGA013 in saga All Wrong, step first: the method first is private, so the definition cannot call it. Leave out private.
  // error: SAGA014 in saga All Wrong, step first: the method first declares Throwable, which is no Exception. Declare an Exception, with the other as its cause.
  // error: SAGA022 in saga All Wrong, step first: it takes the result of a step 'neither', which is not there. Name a step that returns String: second.
  // error: SAGA080 in saga All Wrong, step first: its result Thread cannot be stored: Thread is a thread. Hand on what it holds, as a record, a list or another value.
  private Thread first(T order, @From("neither") String letter) throws Throwable {
    return Thread.currentThread();
  }

  @Step(pivot = true)
  // error: SAGA013 in saga All Wrong, step second: the method second is abstract, so the definition cannot call it. Give it a body.
  // error: SAGA020 in saga All Wrong, step second: nobody provides Runnable: no step returns it, and the saga's input is T, as step first takes it. Types must match exactly: step   returns Thread.
  // error: SAGA020 in saga All Wrong, step second: nobody provides Integer: no step returns it, and the saga's input is T, as step first takes it. Let a step return it, or make it a part of the input.
  abstract String second(Runnable action, Integer order);

  @Compensate("second")
  // error: SAGA042 in saga All Wrong, compensation undoSecond: it returns int, which nobody can take. Make it void.
  int undoSecond(String letter) {
    return 1;
  }

  // error: SAGA040 in saga All Wrong, compensation undoNobody: it undoes a step '', which is not there. Name one of its steps:  , second.
  @Compensate("")
  void undoNobody(Optional<String> letter) {}
}
