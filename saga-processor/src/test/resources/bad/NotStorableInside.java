package bad;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Saga("not-storable-inside")
class NotStorableInside {

  record Order(List<Line> lines) {}

  record Line(String sku, Optional<Stream<String>> handle) {}

  record Basket(Map<String, Line[]> lines) {}

  record Point(int x, int y) {}

  sealed interface Payment {}

  record Card(String number) implements Payment {}

  abstract static class Parcel {
    public String code = "";
  }

  static class Hidden {
    private final String text = "";
  }

  static class Closed {
    public final String text;

    private Closed(String text) {
      this.text = text;
    }
  }

  static class Failed extends RuntimeException {}

  static class Bean {
    private Thread worker;

    public Thread getWorker() {
      return worker;
    }
  }

  record Endless<T>(Endless<List<T>> more) {}

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step basket: its result List<Basket> cannot be stored: in Basket.lines[][].handle, Stream is a stream. Hand on what it holds, as a record, a list or another value.
  // error: SAGA080 in saga not-storable-inside, step basket: the saga's input Order cannot be stored: in Order.lines[].handle, Stream is a stream. Hand on what it holds, as a record, a list or another value.
  List<Basket> basket(Order order) {
    return List.of();
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step key: its result Map<Point, String> cannot be stored: Point is the key of a map and cannot be read back from a text. Take a String or a number as the key, or a list of records.
  Map<Point, String> key() {
    return Map.of();
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step pay: its result Payment cannot be stored: Payment is an interface, and nothing says as what to read it. Take a class or a record, or say on Payment by @JsonTypeInfo what there is.
  Payment pay() {
    return new Card("");
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step pack: its result Optional<Parcel> cannot be stored: Parcel is abstract, and nothing says as what to read it. Take a class or a record, or say on Parcel by @JsonTypeInfo what there is.
  Optional<Parcel> pack() {
    return Optional.empty();
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step hide: its result Hidden cannot be stored: Hidden shows nothing of what it holds, by a public getter or field. Make it a record.
  Hidden hide() {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step close: its result Closed cannot be stored: Closed has no public constructor, and none without parameters. Make it a record.
  Closed close() {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step fail: its result Failed cannot be stored: Failed is a failure, to be thrown. Hand on what it holds, as a record, a list or another value.
  Failed fail() {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step bean: its result Bean cannot be stored: in Bean.worker, Thread is a thread. Hand on what it holds, as a record, a list or another value.
  Bean bean() {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step endless: its result Endless<String> cannot be stored: Endless is within itself with ever larger type arguments. Let it be within itself with the same type arguments.
  Endless<String> endless() {
    return null;
  }

  @Step
  @NoCompensation("test")
  // error: SAGA080 in saga not-storable-inside, step number: its result List<Number> cannot be stored: Number does not say what it is. Write the type itself.
  List<Number> number() {
    return null;
  }
}
