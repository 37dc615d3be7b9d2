package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

@Saga("not-storable")
class NotStorable {

  record Order(Stream<String> lines) {}

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable, step later: its result CompletableFuture<String> cannot be stored: CompletableFuture is the promise of a value. Hand on what it holds, as a record, a list or another value.
  // error: SAGA080 in saga not-storable, step later: the saga's input Order cannot be stored: in Order.lines, Stream is a stream. Hand on what it holds, as a record, a list or another value.
  CompletableFuture<String> later(Order order) {
    return CompletableFuture.completedFuture("");
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable, step wild: its result List<? extends Number> cannot be stored: '? extends Number' is a wildcard. Write the type itself.
  List<? extends Number> wild(Order order) {
    return List.of();
  }

  @Step
  @NoCompensation("test")
  @SuppressWarnings("rawtypes")
  // error: SAGA080 in saga not-storable, step raw: its result List cannot be stored: List is written without its type arguments. Write them.
  List raw(Order order) {
    return List.of();
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable, step functions: its result Supplier<String>[] cannot be stored: Supplier is a functional interface. Hand on what it holds, as a record, a list or another value.
  Supplier<String>[] functions(Order order) {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable, step anything: its result Object cannot be stored: Object does not say what it is. Write the type itself.
  Object anything(Order order) {
    return "";
  }
}
