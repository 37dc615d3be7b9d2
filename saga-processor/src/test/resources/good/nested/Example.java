package nested;

import io.backstitch.processor.GoodRun;
import java.util.List;
import nested.Outer.Middle.Letter;
import nested.Outer.Order;

/** How the sagas run. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(Outer_InnerDefinition.of(new Outer.Inner()), "o-1", new Order("o-1")),
        new GoodRun<>(
            Outer_Middle_DeepDefinition.of(new Outer.Middle.Deep()),
            new Order("o-1"),
            new Letter("o-1")));
  }
}
