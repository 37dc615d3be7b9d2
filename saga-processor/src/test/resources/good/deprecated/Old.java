package deprecated;

import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

/** Using what is deprecated is the user's choice; the definition does not warn of it again. */
@Deprecated
@Saga("old")
@SuppressWarnings("SAGA110")
public class Old {

  @Deprecated(forRemoval = true)
  public record Order(String id) {}

  @Step
  @Deprecated
  public Integer ship(Order order) {
    return 1;
  }
}
