package bad.elsewhere;

import io.backstitch.annotations.Step;

public abstract class Base {

  @Step
  // error: SAGA013 in saga not-callable-from-here, step ship: the method ship is not public in another package, so the definition cannot call it. Make it public.
  protected void ship(String order) {}
}
