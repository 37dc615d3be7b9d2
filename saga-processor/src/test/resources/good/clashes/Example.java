package clashes;

import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    String last = "in graph values saga input build int long last 41";
    return List.of(
        new GoodRun<>(SagaTypeDefinition.of(new SagaType()), new Argument("in"), last),
        new GoodRun<>(QuietDefinition.of(new Quiet()), new Argument("in"), null));
  }
}
