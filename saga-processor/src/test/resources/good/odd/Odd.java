package odd;

import io.backstitch.annotations.Compensate;
import io.backstitch.annotations.From;
import io.backstitch.annotations.Saga;
import io.backstitch.annotations.Step;
import java.util.List;
import java.util.Optional;

/** Sagas that look wrong and are right. */
interface Odd {

  /** Steps of an interface, whose types only the saga says. */
  interface Ships<O, S> {

    S pack(O order);

    @Step(transactional = true)
    default S ship(O order) {
      return pack(order);
    }

    @Compensate(value = "ship", transactional = true)
    default void unship(Optional<S> shipment) {}

    @Step(transactional = true)
    default void tell(S shipment) {}
  }

  /** Declares a step of somebody else, and says nothing of steps. */
  interface Tells {

    void tell(List<String> shipment);
  }

  /** Is static without saying so, and says of a method of two supertypes that it is a step. */
  @Saga("odd-interface")
  sealed class OfInterfaces implements Ships<Integer, List<String>>, Tells permits Permitted {

    @Override
    public List<String> pack(Integer order) {
      return List.of("parcel " + order);
    }

    @Override
    @Step(transactional = true)
    public void tell(List<String> shipment) {}
  }

  /** Is no saga, though its supertype is. */
  final class Permitted extends OfInterfaces {}

  /** A component that is called like a step, and one step that overrides its accessor. */
  @Saga("odd-record")
  record OfRecord(String prefix) {

    @Step(value = "first", transactional = true)
    public String prefix() {
      return prefix;
    }

    @Compensate(value = "first", transactional = true)
    void forget() {}

    @Step(transactional = true)
    void second(@From("first") String text, Long input) {}
  }

  /** Optionals that are results themselves, undone by what takes Optionals of them. */
  @Saga(value = "odd-optional", result = "guess")
  class OfOptionals {

    @Step(transactional = true)
    Optional<String> guess(Integer input) {
      return Optional.of("" + input);
    }

    @Step(transactional = true)
    String know(Optional<String> guess) {
      return guess.orElse("");
    }

    @Step(transactional = true)
    void tell(String known, Optional<String> guess) {}

    @Compensate(value = "guess", transactional = true)
    void unguess(Optional<Optional<String>> guess) {}

    @Compensate(value = "know", transactional = true)
    void forget(@From("know") Optional<String> known, @From("guess") Optional<String> guess) {}
  }
}
