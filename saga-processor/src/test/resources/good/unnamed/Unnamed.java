import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** In the package without a name. */
@Saga("unnamed")
public class Unnamed {

  public record Order(String id) {}

  @Step
  public Integer ship(Order order) {
    return 1;
  }
}
