package types;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types as javac sees them: generic, primitive, arrays, and methods that are overloaded. */
@Saga("all-types")
@SuppressWarnings("SAGA110")
public class AllTypes {

  public enum Colour {
    RED
  }

  @Step
  @NoCompensation("a test")
  public int count(Map<String, List<Long>> input) {
    return 1;
  }

  @Step
  public List<String> names(Map<String, List<Long>> input, int count) {
    return List.copyOf(input.keySet());
  }

  @Compensate("names")
  public void forget(Optional<List<String>> names, Integer count) {}

  @Step
  @NoCompensation("a test")
  public List<Integer> numbers(Integer count) {
    return List.of(count, 2);
  }

  @Step
  @NoCompensation("a test")
  public byte[] bytes(List<Integer> numbers) {
    return new byte[] {numbers.get(0).byteValue(), -1};
  }

  @Step
  @NoCompensation("a test")
  @SuppressWarnings("unchecked")
  public Set<String>[] sets(byte[] bytes) {
    return (Set<String>[]) new Set<?>[] {Set.of("first " + bytes[0])};
  }

  @Step
  @NoCompensation("a test")
  public Optional<Colour> colour(Set<String>[] sets) {
    return sets.length == 1 ? Optional.of(Colour.RED) : Optional.empty();
  }

  @Step
  @NoCompensation("a test")
  public Void notify(Optional<Colour> colour, List<String> names) {
    return null;
  }

  /** Overloaded so that a method reference would mean the other one. */
  @Step(after = "notify")
  @NoCompensation("a test")
  public long add(int count) {
    return count + 1L;
  }

  public long add(Integer count) {
    return count;
  }

  public long add(Object count) {
    return 0;
  }

  @Step("sum")
  @NoCompensation("a test")
  public double[][] add(long sum) {
    return new double[][] {{sum, 0.5}, {}};
  }

  @Step
  public Map<Colour, Set<String>[]> last(double[][] numbers, @From("names") List<String> names) {
    return Map.of(Colour.RED, sets(new byte[] {(byte) numbers[0].length}));
  }
}
