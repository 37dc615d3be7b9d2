package io.backstitch.samples.order.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.runtime.FailureKind;
import io.backstitch.runtime.StepFailure;
import io.backstitch.servers.Database;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatedCardsTest {

  @RegisterExtension static final Database memory = Database.fresh();

  @BeforeAll
  static void createTables() throws Exception {
    try (InputStream script = RemoteService.class.getResourceAsStream("remote-service.sql")) {
      memory.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void forget() throws SQLException {
    memory.execute("truncate request, effect");
  }

  @Test
  void charges_once_however_often_it_is_asked() throws SQLException {
    SimulatedCards cards = cards(Fate.ANSWERS);

    String payment = cards.charge("key", "order", 500);

    assertThat(cards.charge("key", "order", 500)).isEqualTo(payment);
    assertThat(charged()).isEqualTo(500);
    assertThat(memory.number("select calls from request")).isEqualTo(2);
  }

  @Test
  void would_charge_twice_for_two_keys() throws SQLException {
    cards(Fate.ANSWERS).charge("key", "order", 500);
    cards(Fate.ANSWERS).charge("another key", "order", 500);

    assertThat(charged()).isEqualTo(1000);
  }

  @Test
  void does_nothing_when_it_declines() throws SQLException {
    assertFails(Fate.REFUSES, FailureKind.PERMANENT);

    assertThat(charged()).isZero();
  }

  @Test
  void answers_the_second_call_when_the_first_request_was_lost() throws SQLException {
    assertFails(Fate.LOSES_FIRST_REQUEST, FailureKind.TRANSIENT);
    assertThat(charged()).isZero();

    cards(Fate.LOSES_FIRST_REQUEST).charge("key", "order", 500);
    assertThat(charged()).isEqualTo(500);
  }

  @Test
  void answers_the_second_call_when_the_first_answer_was_lost() throws SQLException {
    assertFails(Fate.LOSES_FIRST_ANSWER, FailureKind.TRANSIENT);
    assertThat(charged()).isEqualTo(500);

    cards(Fate.LOSES_FIRST_ANSWER).charge("key", "order", 500);
    assertThat(charged()).isEqualTo(500);
  }

  @Test
  void refunds_a_payment_once() throws SQLException {
    SimulatedCards cards = cards(Fate.ANSWERS);
    String payment = cards.charge("key", "order", 500);

    cards.refund("refund key", payment);
    cards.refund("refund key", payment);

    assertThat(charged()).isZero();
    assertThat(memory.number("select count(*) from effect where kind = 'refund'")).isEqualTo(1);
  }

  @Test
  void voids_a_charge_of_which_nobody_heard() throws SQLException {
    assertFails(Fate.LOSES_ALL_ANSWERS, FailureKind.TRANSIENT);
    assertThat(charged()).isEqualTo(500);

    cards(Fate.LOSES_ALL_ANSWERS).voidCharge("void key", "key");

    assertThat(charged()).isZero();
  }

  @Test
  void refuses_a_charge_that_arrives_after_it_was_voided() throws SQLException {
    assertFails(Fate.LOSES_ALL_REQUESTS, FailureKind.TRANSIENT);
    cards(Fate.LOSES_ALL_REQUESTS).voidCharge("void key", "key");

    assertFails(Fate.ANSWERS, FailureKind.PERMANENT);

    assertThat(charged()).isZero();
  }

  private static void assertFails(Fate fate, FailureKind kind) {
    assertThatThrownBy(() -> cards(fate).charge("key", "order", 500))
        .isInstanceOfSatisfying(
            StepFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static long charged() throws SQLException {
    return memory.number("select coalesce(sum(amount), 0) from effect where order_id = 'order'");
  }

  private static SimulatedCards cards(Fate fate) {
    return new SimulatedCards(memory.dataSource(), order -> fate);
  }
}
