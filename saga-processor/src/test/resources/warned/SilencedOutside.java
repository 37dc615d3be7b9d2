package warned;

import io.backstitch.annotations.NoCompensation;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;

@SuppressWarnings("backstitch")
class SilencedOutside {

  @Saga("silenced-outside")
  static class Inner {

    private int count;

    @Step
    @NoCompensation("test")
    void look(String order) {
      count++;
    }

    @Step
    @NoCompensation("test")
    int count(String order) {
      return count;
    }
  }
}
