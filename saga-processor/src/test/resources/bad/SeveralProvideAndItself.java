package bad;

import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

class SeveralProvideAndItself {

  record Order(String id) {}

  @Saga("several-provide-and-itself")
  static class All {

    @Step
    @NoCompensation("test")
    // error: SAGA021 in saga several-provide-and-itself, step price: several steps provide Order: price, tax. Say which is meant by a type of its own, as all of these come too late for step price.
    Order price(Order order) {
      return order;
    }

    @Step
    Order tax(@From("price") Order order) {
      return order;
    }
  }

  @Saga("several-provide-and-another")
  static class Another {

    @Step
    @NoCompensation("test")
    // error: SAGA021 in saga several-provide-and-another, step price: several steps provide Order: price, read. Say which is meant by @From("read"); if the saga's input is meant, let the steps return a type of their own.
    Order price(Order order) {
      return order;
    }

    @Step
    @NoCompensation("test")
    Order read() {
      return new Order("");
    }
  }
}
