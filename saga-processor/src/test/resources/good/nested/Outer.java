package nested;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** Sagas within other classes, seen only in their package. */
public interface Outer {

  record Order(String id) {}

  /** Public, as everything in an interface is. */
  @Saga("in-an-interface")
  @SuppressWarnings("SAGA110")
  class Inner {

    @Step
    public Order ship(String id) {
      return new Order(id);
    }
  }

  /** A class in a class in an interface. */
  final class Middle {

    record Letter(String text) {}

    @Saga("deep")
    @SuppressWarnings("SAGA110")
    protected static final class Deep {

      @Step
      protected Letter write(Outer.Order order) {
        return new Letter(order.id());
      }
    }
  }
}
