package io.backstitch.runtime;

import io.backstitch.definition.DataType;
import io.backstitch.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One value on its way to the table, to a broker, and back. Beside each way, Jackson alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {

  record Line(String article, int pieces, long cents) {}

  record Order(String id, String customer, Instant placedAt, List<Line> lines) {}

  private static final Order ORDER =
      new Order(
          "order-4711",
          "Jürgen Groß",
          Instant.parse("2026-11-20T12:30:00.123Z"),
          List.of(
              new Line("kettle", 1, 3999), new Line("cup", 6, 495), new Line("saucer", 6, 295)));

  private static final DataType<Order> TYPE = DataType.of(Order.class);
  private static final JsonMapper JACKSON = JsonMapper.shared();

  private final SagaValues values = new SagaValues(SagaCodec.jackson(), 1 << 20);
  private final ObjectWriter writer = JACKSON.writerFor(Order.class);
  private final ObjectReader reader = JACKSON.readerFor(Order.class);
  private final String json = writer.writeValueAsString(ORDER);

  /** The result of a step, as it is recorded. */
  @Benchmark
  public String result() throws NotStorableException {
    return values.encodeReadably(ORDER, TYPE);
  }

  @Benchmark
  public String resultFloor() {
    return writer.writeValueAsString(ORDER);
  }

  /** What a step gets of an earlier one. */
  @Benchmark
  public Object argument() throws NotStorableException {
    return values.decode(json, TYPE);
  }

  @Benchmark
  public Object argumentFloor() {
    return reader.readValue(json);
  }

  @Benchmark
  public OutboxMessage event() {
    return values.event("orders", "order-4711", ORDER);
  }

  @Benchmark
  public byte[] eventFloor() {
    return writer.writeValueAsBytes(ORDER);
  }
}
