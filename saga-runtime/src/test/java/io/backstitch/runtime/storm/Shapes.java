package io.backstitch.runtime.storm;

import io.backstitch.runtime.storm.Shape.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shapes that sagas have in a storm. */
final class Shapes {

  static final List<Shape> ALL =
      List.of(
          chain(),
          diamond(),
          mixed(),
          wide(),
          doubtful(),
          pivoted(),
          timed(),
          waiting(),
          hurried());

  static final Map<String, Shape> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Shape::name, Function.identity()));

  private Shapes() {}

  private static Shape chain() {
    return new Shape("chain")
        .remote("a")
        .remote("b", "a")
        .remote("c", "b")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .remote("d", "c")
        .undone(Undo.NONE)
        .scripts("b stumbles", "d fails", "d fails,undo b stumbles", "c doubts");
  }

  private static Shape diamond() {
    return new Shape("diamond")
        .remote("a")
        .remote("b", "a")
        .remote("c", "a")
        .remote("d", "b", "c")
        .undone(Undo.NONE)
        .scripts(
            "c fails",
            "b stumbles,c fails",
            "d fails,undo c stumbles",
            "b fails,undo c fails",
            "b fails,c fails");
  }

  private static Shape mixed() {
    return new Shape("mixed")
        .transactional("t")
        .remote("r", "t")
        .transactional("u", "r")
        .remote("v", "u")
        .undone(Undo.NONE)
        .scripts("v fails", "u stumbles", "u fails,undo r stumbles", "v fails,undo t stumbles");
  }

  private static Shape wide() {
    return new Shape("wide")
        .transactional("a")
        .remote("b", "a")
        .transactional("c", "a")
        .remote("d", "a")
        .remote("e", "a")
        .transactional("z", "b", "c", "d", "e")
        .undone(Undo.NONE)
        .scripts("d fails", "z fails", "b stumbles,e stumbles", "b fails,d stumbles");
  }

  private static Shape doubtful() {
    return new Shape("doubtful")
        .remote("a")
        .remote("b", "a")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .remote("c", "a")
        .remote("d", "b", "c")
        .undone(Undo.NONE)
        .scripts("b doubts", "c doubts", "b doubts,c fails", "b stumbles,d fails");
  }

  private static Shape pivoted() {
    return new Shape("pivoted")
        .remote("a")
        .remote("p", "a")
        .pivot()
        .remote("q", "p")
        .undone(Undo.NONE)
        .transactional("r", "q")
        .undone(Undo.NONE)
        .scripts("q stumbles", "r stumbles", "p fails", "a stumbles,p doubts", "q fails");
  }

  private static Shape timed() {
    return new Shape("timed")
        .remote("a")
        .remote("b", "a")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .within(Duration.ofMillis(400))
        .transactional("c", "a")
        .within(Duration.ofMillis(700))
        .remote("d", "b", "c")
        .undone(Undo.NONE)
        .scripts("b hangs", "c hangs", "b hangs,d fails", "b hangs,c hangs");
  }

  private static Shape waiting() {
    return new Shape("waiting")
        .remote("a")
        .remote("b", "a")
        .retried(Shape.SLOW)
        .remote("c", "b")
        .undone(Undo.NONE)
        .scripts("b stumbles", "b stumbles,c fails");
  }

  private static Shape hurried() {
    return new Shape("hurried")
        .remote("a")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .remote("b", "a")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .retried(Shape.SLOW)
        .remote("c", "b")
        .undone(Undo.EVEN_IF_UNKNOWN)
        .allWithin(Duration.ofSeconds(2))
        .scripts("b stumbles");
  }
}
