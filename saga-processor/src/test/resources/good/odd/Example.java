package odd;

import io.backstitch.processor.GoodRun;
import java.util.List;
import java.util.Optional;

/** How the sagas run. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(Odd_OfInterfacesDefinition.of(new Odd.OfInterfaces()), 7, null),
        new GoodRun<>(Odd_OfRecordDefinition.of(new Odd.OfRecord("a")), 7L, null),
        new GoodRun<>(Odd_OfOptionalsDefinition.of(new Odd.OfOptionals()), 7, Optional.of("7")));
  }
}
