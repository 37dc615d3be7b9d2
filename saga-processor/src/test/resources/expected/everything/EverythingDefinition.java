package everything;

import everything.Everything.A;
import everything.Everything.B;
import everything.Everything.Order;
import io.backstitch.definition.Argument;
import io.backstitch.definition.RetryPolicy;
import io.backstitch.definition.SagaBuilder;
import io.backstitch.definition.SagaDefinition;
import io.backstitch.definition.SagaType;
import io.backstitch.definition.StepKey;
import io.backstitch.runtime.StepContext;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * The saga {@code everything}, as {@link Everything} declares it.
 */
@Generated("io.backstitch.processor.SagaProcessor")
public final class EverythingDefinition {
  /**
   * What to give an engine to start {@code everything} or to find one.
   */
  public static final SagaType<Order, Integer> SAGA = SagaType.of("everything", 7, Order.class,
      Integer.class);

  /**
   * {@link Everything#a}, undone by {@link Everything#undoA}.
   */
  private static final StepKey<A> A = StepKey.of("a", A.class);

  /**
   * {@link Everything#b}, undone by {@link Everything#undoB}.
   */
  private static final StepKey<B> B = StepKey.of("b", B.class);

  /**
   * {@link Everything#again}.
   */
  private static final StepKey<A> AGAIN = StepKey.of("again", A.class);

  /**
   * {@link Everything#big}.
   */
  private static final StepKey<Integer> BIG = StepKey.of("big", Integer.class);

  /**
   * {@link Everything#bigToo}.
   */
  private static final StepKey<Void> BIG_TOO = StepKey.of("bigToo");

  private static final Argument<Order> INPUT = Argument.input(SAGA);

  private static final Argument<StepContext> CONTEXT = Argument.provided(StepContext.class);

  private static final Argument<Connection> CONNECTION = Argument.provided(Connection.class);

  private EverythingDefinition() {
  }

  /**
   * The saga as one instance of its class runs it.
   *
   * @param saga has the methods; called from many threads at once
   * @return what to register with an engine
   */
  public static SagaDefinition<Order, Integer> of(Everything saga) {
    SagaBuilder<Order, Integer> graph = SagaDefinition.builder(SAGA);
    graph.step(A)
        .transactional()
        .retry(new RetryPolicy(5, Duration.ZERO, 1.5, Duration.ofDays(7)))
        .timeout(Duration.ofSeconds(90))
        .takes(INPUT)
        .runs(saga::a);
    graph.compensation(A)
        .transactional()
        .retry(new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30)))
        .timeout(Duration.ofMillis(1500))
        .takes(A.result(), CONTEXT)
        .does(saga::undoA);
    graph.step(B)
        .after(A)
        .retry(new RetryPolicy(3, Duration.ZERO, 2, Duration.ofNanos(1)))
        .takes(INPUT)
        .runs(saga::b);
    graph.compensation(B).takes(B.resultIfKnown(), A.result(), CONTEXT, INPUT).does(saga::undoB);
    graph.step(AGAIN)
        .after(A, B)
        .pivot()
        .takes(B.result(), A.result(), CONNECTION)
        .runs(saga::again);
    graph.step(BIG)
        .noCompensation("after the pivot")
        .takes(List.of(INPUT, A.result(), AGAIN.result(), B.result(), CONTEXT, CONNECTION,
            B.result(), B.result(), B.result(), B.result(), B.result()))
        .runs(values -> saga.big(values.get(INPUT), values.get(A.result()),
            values.get(AGAIN.result()), values.get(B.result()), values.get(CONTEXT),
            values.get(CONNECTION), values.get(B.result()), values.get(B.result()),
            values.get(B.result()), values.get(B.result()), values.get(B.result())));
    graph.step(BIG_TOO)
        .after(BIG)
        .takes(List.of(INPUT, AGAIN.result(), B.result(), B.result(), B.result(), B.result(),
            B.result(), BIG.result(), BIG.result()))
        .does(values -> saga.bigToo(values.get(INPUT), values.get(AGAIN.result()),
            values.get(B.result()), values.get(B.result()), values.get(B.result()),
            values.get(B.result()), values.get(B.result()), (int) values.get(BIG.result()),
            (int) values.get(BIG.result())));
    return graph.timeout(Duration.ofHours(36)).grace(Duration.ZERO).result(BIG).build();
  }
}
