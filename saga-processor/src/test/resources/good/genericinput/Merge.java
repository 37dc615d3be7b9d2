package genericinput;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The input and the result have type arguments. */
@Saga(value = "merge", result = "sizes")
@SuppressWarnings("SAGA110")
public class Merge {

  public record Part(String name) {}

  @Step
  @NoCompensation("a test")
  public Optional<Part> first(Map<String, List<Part>> parts) {
    return parts.values().stream().flatMap(List::stream).findFirst();
  }

  @Step
  public Map<String, Integer> sizes(Map<String, List<Part>> parts, Optional<Part> first) {
    return Map.of(first.map(Part::name).orElse("none"), parts.size());
  }
}
