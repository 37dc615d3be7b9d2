package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.servers.Database;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A saga is never called undone while an attempt without an answer may have taken effect, whatever
 * a later attempt says.
 */
@Timeout(60)
class DoubtTest {

  @RegisterExtension static final Database db = Database.fresh();

  private final String key = UUID.randomUUID().toString();

  static Stream<Supplier<RuntimeException>> answersThatSayNothingOfEarlierAttempts() {
    return Stream.of(
        () -> StepFailure.security("token expired"),
        () -> new SecurityException("no"),
        NullPointerException::new,
        () -> new IllegalStateException("client not configured yet"));
  }

  private static ScriptedSaga charging(String name) {
    return ScriptedSaga.named(name).remote("charge").undoneEvenIfUnknown().remote("b", "charge");
  }

  private static void noAnswer(StepContext step, java.sql.Connection c) throws Exception {
    throw new SocketTimeoutException("charged, perhaps");
  }

  private SagaOutcome<String> execute(ScriptedSaga saga) {
    try (SagaEngine engine = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
      return engine.execute(saga.type, key, "input");
    }
  }

  @ParameterizedTest
  @MethodSource("answersThatSayNothingOfEarlierAttempts")
  void undoes_an_unanswered_attempt_though_the_next_one_certainly_did_nothing(
      Supplier<RuntimeException> second) {
    ScriptedSaga saga =
        charging("second-says-no")
            .on("charge", DoubtTest::noAnswer)
            .failing("charge", 1, second.get());

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(saga.calls).containsExactly("charge", "charge", "undo charge if it was done");
  }

  @Test
  void parks_such_a_saga_where_the_compensation_needs_the_result() {
    ScriptedSaga saga =
        ScriptedSaga.named("cannot-undo")
            .remote("charge")
            .remote("b", "charge")
            .on("charge", DoubtTest::noAnswer)
            .failing("charge", 1, StepFailure.security("token expired"));

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.PARKED);
  }

  @Test
  void believes_a_step_that_says_itself_that_it_has_no_effect() {
    ScriptedSaga saga =
        charging("declined")
            .on("charge", DoubtTest::noAnswer)
            .failing("charge", 1, StepFailure.permanent("declined, also the first time"));

    assertThat(execute(saga).status()).isEqualTo(SagaStatus.COMPENSATED);
    assertThat(saga.calls).containsExactly("charge", "charge");
  }

  @Test
  void undoes_what_an_engine_may_have_done_before_it_died_though_the_next_one_is_refused()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedSaga saga = charging("died");
    saga.on(
        "charge",
        (step, c) -> {
          begun.countDown();
          assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
        });
    saga.failing("charge", 1, new IllegalStateException("client not configured yet"));
    try (SagaEngine frozen =
        SagaEngine.builder(db.dataSource())
            .name("died")
            .leaseFor(Duration.ofMinutes(10))
            .closeWithin(Duration.ZERO)
            .register(saga.define())
            .build()) {
      SagaHandle<String> handle = frozen.submit(saga.type, key, "input");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      frozen.caretaker().close();
      db.execute("update saga_engine set heartbeat_at = 'epoch' where name = 'died'");
      try (SagaEngine heir = SagaEngine.builder(db.dataSource()).register(saga.define()).build()) {
        Awaitility.await().until(() -> handle.outcome().isPresent());
        assertThat(heir.find(saga.type, key).orElseThrow().status())
            .isEqualTo(SagaStatus.COMPENSATED);
      }
      go.countDown();
    }
    assertThat(saga.calls).containsExactly("charge", "charge", "undo charge if it was done");
  }
}
