package names;

import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(new GoodRun<>(CallDefinition.of(new Call()), new String(1), null));
  }
}
