package io.backstitch.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.backstitch.definition.DataType;
import io.backstitch.processor.StoredShapes.Action;
import io.backstitch.processor.StoredShapes.Answer;
import io.backstitch.processor.StoredShapes.Base;
import io.backstitch.processor.StoredShapes.Bean;
import io.backstitch.processor.StoredShapes.Circle;
import io.backstitch.processor.StoredShapes.Colour;
import io.backstitch.processor.StoredShapes.Endless;
import io.backstitch.processor.StoredShapes.Handle;
import io.backstitch.processor.StoredShapes.Hidden;
import io.backstitch.processor.StoredShapes.Holder;
import io.backstitch.processor.StoredShapes.Inheriting;
import io.backstitch.processor.StoredShapes.Inner;
import io.backstitch.processor.StoredShapes.Key;
import io.backstitch.processor.StoredShapes.Letters;
import io.backstitch.processor.StoredShapes.Line;
import io.backstitch.processor.StoredShapes.Marked;
import io.backstitch.processor.StoredShapes.Names;
import io.backstitch.processor.StoredShapes.Nothing;
import io.backstitch.processor.StoredShapes.OpenFields;
import io.backstitch.processor.StoredShapes.Order;
import io.backstitch.processor.StoredShapes.Page;
import io.backstitch.processor.StoredShapes.Point;
import io.backstitch.processor.StoredShapes.Reader;
import io.backstitch.processor.StoredShapes.Row;
import io.backstitch.processor.StoredShapes.Shape;
import io.backstitch.processor.StoredShapes.Square;
import io.backstitch.processor.StoredShapes.Table;
import io.backstitch.processor.StoredShapes.Telling;
import io.backstitch.processor.StoredShapes.Tree;
import io.backstitch.processor.StoredShapes.WithoutConstructor;
import io.backstitch.processor.StoredShapes.Wrapped;
import io.backstitch.processor.StoredShapes.Yes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The compiler and the engine's codec are of one mind: what the one accepts the other keeps, and
 * what the one refuses the other loses.
 */
class StorabilityTest {

  private static final Names NAMES = new Names();

  static {
    NAMES.add("a");
  }

  static List<StoredCase<?>> kept() {
    Line line = new Line("a", 1);
    OpenFields fields = new OpenFields();
    fields.name = "a";
    return List.of(
        of(new DataType<String>() {}, "a"),
        of(new DataType<Integer>() {}, 1),
        of(new DataType<byte[]>() {}, new byte[] {1}),
        of(new DataType<double[][]>() {}, new double[][] {{1.5}}),
        of(new DataType<BigDecimal>() {}, new BigDecimal("0.10")),
        of(new DataType<BigInteger>() {}, BigInteger.TEN),
        of(new DataType<UUID>() {}, UUID.randomUUID()),
        of(new DataType<URI>() {}, URI.create("a:b")),
        of(new DataType<Currency>() {}, Currency.getInstance("EUR")),
        of(new DataType<Locale>() {}, Locale.GERMANY),
        of(new DataType<TimeZone>() {}, TimeZone.getTimeZone("UTC")),
        of(new DataType<Charset>() {}, StandardCharsets.UTF_8),
        of(new DataType<Path>() {}, Path.of("/a")),
        of(new DataType<Instant>() {}, Instant.now()),
        of(new DataType<LocalDate>() {}, LocalDate.EPOCH),
        of(new DataType<Duration>() {}, Duration.ofDays(1)),
        of(new DataType<Period>() {}, Period.ofDays(1)),
        of(new DataType<ZoneId>() {}, ZoneId.of("Europe/Berlin")),
        of(new DataType<Date>() {}, new Date()),
        of(new DataType<TimeUnit>() {}, TimeUnit.DAYS),
        of(new DataType<CharSequence>() {}, "a"),
        of(new DataType<Iterable<String>>() {}, List.of("a")),
        of(new DataType<Collection<Line>>() {}, List.of(line)),
        of(new DataType<Deque<String>>() {}, new LinkedList<>(List.of("a"))),
        of(new DataType<Queue<String>>() {}, new LinkedList<>(List.of("a"))),
        of(new DataType<EnumSet<Colour>>() {}, EnumSet.of(Colour.RED)),
        of(new DataType<EnumMap<Colour, Line>>() {}, new EnumMap<>(Map.of(Colour.RED, line))),
        of(new DataType<SortedMap<Long, Line>>() {}, new TreeMap<>(Map.of(1L, line))),
        of(
            new DataType<ConcurrentMap<String, Line>>() {},
            new ConcurrentHashMap<>(Map.of("a", line))),
        of(
            new DataType<LinkedHashMap<Colour, Line>>() {},
            new LinkedHashMap<>(Map.of(Colour.RED, line))),
        of(new DataType<Map.Entry<String, Line>>() {}, Map.entry("a", line)),
        of(new DataType<Map<LocalDate, Line>>() {}, Map.of(LocalDate.EPOCH, line)),
        of(new DataType<Map<DayOfWeek, Line>>() {}, Map.of(DayOfWeek.MONDAY, line)),
        of(new DataType<Map<UUID, Line>>() {}, Map.of(UUID.randomUUID(), line)),
        of(new DataType<Map<Locale, Line>>() {}, Map.of(Locale.GERMANY, line)),
        of(new DataType<Map<Currency, Line>>() {}, Map.of(Currency.getInstance("EUR"), line)),
        of(new DataType<Map<URI, Line>>() {}, Map.of(URI.create("a:b"), line)),
        of(new DataType<Map<Key, Line>>() {}, Map.of(new Key("a"), line)),
        of(new DataType<Map<Wrapped, Line>>() {}, Map.of(new Wrapped("a"), line)),
        of(new DataType<Optional<List<Line>>>() {}, Optional.of(List.of(line))),
        of(new DataType<OptionalInt>() {}, OptionalInt.of(1)),
        of(new DataType<AtomicInteger>() {}, new AtomicInteger(1)),
        of(new DataType<AtomicReference<Line>>() {}, new AtomicReference<>(line)),
        of(new DataType<JsonNode>() {}, JsonNodeFactory.instance.stringNode("a")),
        of(
            new DataType<Order>() {},
            new Order("a", List.of(line), Optional.of(line), Map.of("b", new Line[] {line}))),
        of(new DataType<Page<Order>>() {}, new Page<>(List.of(), new Page<>(List.of(), null))),
        of(new DataType<Tree>() {}, new Tree("a", List.of(new Tree("b", List.of())))),
        of(new DataType<Nothing>() {}, new Nothing()),
        of(new DataType<Reader>() {}, new Reader("a")),
        of(new DataType<Colour>() {}, Colour.GREEN),
        of(new DataType<Bean>() {}, new Bean("a")),
        of(new DataType<OpenFields>() {}, fields),
        of(new DataType<Marked>() {}, new Marked("a")),
        of(new DataType<Wrapped>() {}, new Wrapped("a")),
        of(new DataType<Shape>() {}, new Square(1)),
        of(new DataType<List<Shape>>() {}, List.of(new Square(1), new Circle(2))),
        of(new DataType<Names>() {}, NAMES),
        of(new DataType<Telling>() {}, new Telling("a")));
  }

  static List<StoredCase<?>> lost() {
    Handle handle = new Handle(Stream.of("a"));
    Row row = new Row("a", handle);
    return List.of(
        of(new DataType<Object>() {}, new Yes("a")),
        of(new DataType<Number>() {}, 1L),
        of(new DataType<Serializable>() {}, "a"),
        of(new DataType<Comparable<String>>() {}, "a"),
        of(new DataType<Stream<String>>() {}, Stream.of("a")),
        of(new DataType<CompletableFuture<String>>() {}, CompletableFuture.completedFuture("a")),
        of(new DataType<InputStream>() {}, new ByteArrayInputStream(new byte[] {1})),
        of(new DataType<Thread>() {}, Thread.currentThread()),
        of(new DataType<CountDownLatch>() {}, new CountDownLatch(1)),
        of(new DataType<Random>() {}, new Random(1)),
        of(new DataType<BitSet>() {}, BitSet.valueOf(new long[] {5})),
        of(new DataType<LongAdder>() {}, new LongAdder()),
        of(new DataType<BlockingQueue<String>>() {}, new LinkedBlockingQueue<>(List.of("a"))),
        of(new DataType<IllegalStateException>() {}, new IllegalStateException("a", new Error())),
        of(new DataType<Map<Point, String>>() {}, Map.of(new Point(1, 2), "a")),
        of(new DataType<Map<Line, String>>() {}, Map.of(new Line("a", 1), "a")),
        of(new DataType<Map<List<String>, String>>() {}, Map.of(List.of("a"), "a")),
        of(new DataType<Map<String[], String>>() {}, Map.of(new String[] {"a"}, "a")),
        of(new DataType<Map<Charset, String>>() {}, Map.of(StandardCharsets.UTF_8, "a")),
        of(new DataType<Answer>() {}, new Yes("a")),
        of(new DataType<List<Answer>>() {}, new ArrayList<>(List.of(new Yes("a")))),
        of(new DataType<Base>() {}, Base.of("a")),
        of(new DataType<Handle>() {}, handle),
        of(new DataType<Table>() {}, new Table(List.of(row))),
        of(new DataType<Page<Table>>() {}, new Page<>(List.of(new Table(List.of(row))), null)),
        of(
            new DataType<Holder>() {},
            new Holder(new HashMap<>(Map.of("a", Optional.of(new Row[] {row}))))),
        of(new DataType<Hidden>() {}, new Hidden("a")),
        of(new DataType<WithoutConstructor>() {}, WithoutConstructor.of("a")),
        of(new DataType<Letters>() {}, new Letters()),
        of(new DataType<Inheriting>() {}, new Inheriting()),
        of(new DataType<Endless<String>>() {}, new Endless<>("a", null)),
        of(new DataType<Inner>() {}, StoredShapes.inner()),
        of(new DataType<Action>() {}, () -> "a"));
  }

  private static <T> StoredCase<T> of(DataType<T> type, T value) {
    return new StoredCase<>(type, value);
  }

  @ParameterizedTest
  @MethodSource("kept")
  void what_comes_back_from_the_codec_is_kept(StoredCase<?> value) {
    assertThat(value.isKept()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lost")
  void what_is_refused_would_be_lost(StoredCase<?> value) {
    assertThat(value.isKept()).isFalse();
  }

  @Test
  void accepts_what_the_codec_keeps() {
    assertThat(refusedSteps(kept())).isEmpty();
  }

  @Test
  void refuses_what_the_codec_loses() {
    List<StoredCase<?>> lost = lost();

    assertThat(refusedSteps(lost))
        .containsExactlyElementsOf(lost.stream().map(StoredCase::typeInSource).toList());
  }

  /** The types of those steps of one saga whose results are refused, one step for each type. */
  private static List<String> refusedSteps(List<StoredCase<?>> values) {
    StringBuilder source =
        new StringBuilder(
            """
            package io.backstitch.processor;
            import io.backstitch.annotations.*;
            @Saga("stored")
            class Stored {
            """);
    for (int i = 0; i < values.size(); i++) {
      source
          .append("@Step(\"%d\") @NoCompensation(\"test\") ".formatted(i))
          .append("%s step%d() { return null; }%n".formatted(values.get(i).typeInSource(), i));
    }
    Compilation compilation =
        javac()
            .withProcessors(new SagaProcessor())
            .compile(JavaFileObjects.forSourceString("Stored", source + "}"));
    return compilation.errors().stream()
        .map(error -> error.getMessage(Locale.ROOT))
        .peek(error -> assertThat(error).startsWith("SAGA080"))
        .map(error -> error.replaceFirst("(?s).*step (\\d+):.*", "$1"))
        .map(step -> values.get(Integer.parseInt(step)).typeInSource())
        .toList();
  }
}
