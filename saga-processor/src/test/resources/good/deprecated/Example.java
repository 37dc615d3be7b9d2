package deprecated;

import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  @SuppressWarnings({"deprecation", "removal"})
  static List<GoodRun<?, ?>> runs() {
    return List.of(new GoodRun<>(OldDefinition.of(new Old()), new Old.Order("o-1"), 1));
  }
}
