package types;

import io.backstitch.processor.GoodRun;
import java.util.List;
import java.util.Map;
import types.AllTypes.Colour;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    AllTypes saga = new AllTypes();
    return List.of(
        new GoodRun<>(
            AllTypesDefinition.of(saga),
            Map.of("a", List.of(1L)),
            Map.of(Colour.RED, saga.sets(new byte[] {2}))));
  }
}
