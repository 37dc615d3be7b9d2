import io.backstitch.processor.GoodRun;
import java.util.List;

/** How the saga runs. */
final class Example {

  private Example() {}

  static List<GoodRun<?, ?>> runs() {
    return List.of(new GoodRun<>(UnnamedDefinition.of(new Unnamed()), new Unnamed.Order("o-1"), 1));
  }
}
