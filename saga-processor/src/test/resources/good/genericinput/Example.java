package genericinput;

import genericinput.Merge.Part;
import io.backstitch.processor.GoodRun;
import java.util.List;
import java.util.Map;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(
        new GoodRun<>(
            MergeDefinition.of(new Merge()),
            Map.of("a", List.of(new Part("wheel"))),
            Map.of("wheel", 1)));
  }
}
