package overloads;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Methods of one name, of any number of arguments, and that throw what must be declared. */
@Saga("invoice")
@SuppressWarnings({"SAGA110", "SAGA111"})
class Invoice extends Numbers<Invoice.Order> {

  record Order(String id, long cents) {}

  record Total(long cents) {}

  @Step("total")
  Total send(Order order, int number) throws IOException {
    if (order.id().isEmpty()) {
      throw new IOException("no id");
    }
    return new Total(order.cents() + number);
  }

  @Compensate("total")
  void send(Total total) throws IOException, TimeoutException {}

  /** A method reference with one argument could also mean this one. */
  Total send(Order... orders) {
    return new Total(orders.length);
  }

  @Step("lines")
  @NoCompensation("a test")
  String[] send(Total... totals) {
    return new String[] {"cents"};
  }

  @Step
  @NoCompensation("a test")
  Total[] totals(Total total) {
    return new Total[] {total};
  }

  @Step
  List<String> print(String... lines) throws Exception {
    return List.of(lines);
  }
}
