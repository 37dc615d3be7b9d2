package everything;

import everything.Everything.A;
import everything.Everything.B;
import everything.Everything.Order;
import io.backstitch.definition.Argument;
import io.backstitch.definition.Call;
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

  private static final StepKey<A> A = StepKey.of("a", A.class);

  private static final StepKey<B> B = StepKey.of("b", B.class);

  private static final StepKey<A> AGAIN = StepKey.of("again", A.class);

  private static final StepKey<Integer> BIG = StepKey.of("big", Integer.class);

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
        .runs(Call.of(saga::a, INPUT));
    graph.compensation(A)
        .transactional()
        .retry(new RetryPolicy(3, Duration.ofSeconds(1), 2, Duration.ofSeconds(30)))
        .timeout(Duration.ofMillis(1500))
        .runs(Call.action(saga::undoA, Argument.result(A), CONTEXT));
    graph.step(B)
        .after(A)
        .retry(new RetryPolicy(3, Duration.ZERO, 2, Duration.ofNanos(1)))
        .runs(Call.of(saga::b, INPUT));
    graph.compensation(B)
        .runs(Call.action(saga::undoB, Argument.resultIfKnown(B), Argument.result(A), CONTEXT,
            INPUT));
    graph.step(AGAIN)
        .after(A, B)
        .pivot()
        .runs(Call.of(saga::again, Argument.result(B), Argument.result(A), CONNECTION));
    graph.step(BIG)
        .noCompensation("after the pivot")
        .runs(Call.of(
            List.of(INPUT, Argument.result(A), Argument.result(AGAIN), Argument.result(B), CONTEXT,
                CONNECTION, Argument.result(B), Argument.result(B), Argument.result(B),
                Argument.result(B), Argument.result(B)),
            values -> saga.big(values.get(INPUT), values.get(Argument.result(A)),
                values.get(Argument.result(AGAIN)), values.get(Argument.result(B)),
                values.get(CONTEXT), values.get(CONNECTION), values.get(Argument.result(B)),
                values.get(Argument.result(B)), values.get(Argument.result(B)),
                values.get(Argument.result(B)), values.get(Argument.result(B)))));
    graph.step(BIG_TOO)
        .after(BIG)
        .runs(Call.of(
            List.of(INPUT, Argument.result(AGAIN), Argument.result(B), Argument.result(B),
                Argument.result(B), Argument.result(B), Argument.result(B), Argument.result(BIG),
                Argument.result(BIG)),
            values -> {
              saga.bigToo(values.get(INPUT), values.get(Argument.result(AGAIN)),
                  values.get(Argument.result(B)), values.get(Argument.result(B)),
                  values.get(Argument.result(B)), values.get(Argument.result(B)),
                  values.get(Argument.result(B)), (int) values.get(Argument.result(BIG)),
                  (int) values.get(Argument.result(BIG)));
              return null;
            }));
    return graph.timeout(Duration.ofHours(36)).result(BIG).build();
  }
}
