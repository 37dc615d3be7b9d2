package io.backstitch.processor;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Classes as users write them for what their steps hand on; sagas see them as class files. */
final class StoredShapes {

  private StoredShapes() {}

  record Line(String sku, int quantity) {}

  record Order(String id, List<Line> lines, Optional<Line> gift, Map<String, Line[]> byName) {}

  record Page<T>(List<T> content, @Nullable Page<T> next) {}

  record Tree(String name, List<Tree> children) {}

  record Nothing() {}

  record Reader(String text) implements AutoCloseable {
    @Override
    public void close() {}
  }

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "green";
      }
    }
  }

  /** With a private constructor, as its fields' getters are all that Jackson needs. */
  static final class Bean {
    private String name;
    private boolean gift;

    private Bean() {
      this("");
    }

    Bean(String name) {
      this.name = name;
      this.gift = true;
    }

    public String getName() {
      return name;
    }

    public boolean isGift() {
      return gift;
    }
  }

  static final class OpenFields {
    public String name = "";
    public transient @Nullable Thread worker = null;
  }

  static final class Marked {
    private final String name;

    @JsonCreator
    Marked(@JsonProperty("name") String name) {
      this.name = name;
    }

    @JsonProperty
    String name() {
      return name;
    }

    @JsonIgnore
    public Stream<String> getLetters() {
      return name.chars().mapToObj(Character::toString);
    }
  }

  record Wrapped(@JsonValue String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Wrapped {}
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;
  }

  record Key(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** What it can tell besides is written too, and ignored when it is read. */
  record Telling(String id) {
    public Stream<String> getLetters() {
      return Stream.of(id);
    }
  }

  sealed interface Answer {}

  record Yes(String what) implements Answer {}

  abstract static class Base {
    public abstract String getName();

    static Base of(String name) {
      return new Base() {
        @Override
        public String getName() {
          return name;
        }
      };
    }
  }

  record Handle(Stream<String> lines) {}

  record Row(String id, Handle handle) {}

  record Table(List<Row> rows) {}

  record Holder(Map<String, Optional<Row[]>> rows) {}

  static final class Hidden {
    private String text;

    Hidden(String text) {
      this.text = text;
    }

    private Hidden() {
      this("");
    }

    String text() {
      return text;
    }

    void text(String newText) {
      text = newText;
    }
  }

  static final class WithoutConstructor {
    private final String name;

    private WithoutConstructor(String name) {
      this.name = name;
    }

    static WithoutConstructor of(String name) {
      return new WithoutConstructor(name);
    }

    public String getName() {
      return name;
    }
  }

  static class Letters {
    private final List<Handle> handles;

    Letters() {
      this.handles = List.of(new Handle(Stream.of("a")));
    }

    public List<Handle> getHandles() {
      return handles;
    }
  }

  static final class Inheriting extends Letters {}

  /** Within itself again and again, each time of something else. */
  record Endless<T>(T one, @Nullable Endless<List<T>> more) {}

  record Point(int x, int y) {}

  final class Inner {
    public int size = 1;
  }

  @FunctionalInterface
  interface Action {
    String act();
  }

  static Inner inner() {
    return new StoredShapes().new Inner();
  }
}
