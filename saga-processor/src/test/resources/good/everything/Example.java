package everything;

import everything.Everything.Order;
import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(EverythingDefinition.of(new Everything()), new Order("o-1"), 4));
  }
}
