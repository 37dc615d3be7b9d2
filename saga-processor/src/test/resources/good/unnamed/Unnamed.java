import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** In the package without a name. */
@Saga("unnamed")
@SuppressWarnings("SAGA110")
public class Unnamed {

  public record Order(String id) {}

  @Step
  public Integer ship(Order order) {
    return 1;
  }
}
