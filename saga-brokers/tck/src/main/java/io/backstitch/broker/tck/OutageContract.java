package io.backstitch.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an adapter must do while its broker goes away and comes back, and behind a real relay. */
abstract class OutageContract extends DeliveryContract {

  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final int KEYS = 20;

  OutageContract() {}

  @Test
  final void what_was_confirmed_outlives_a_kill_of_the_broker() throws Exception {
    StoppableServer server = killable("whether messages are confirmed too early");
    String place = place("confirmed");

    Load load = Load.on(broker, place);
    await().atMost(patience()).until(() -> load.safe().size() >= 15 * KEYS);
    ServerOutage.during(server, load::end);

    Arrivals.of(this, place, load.safe(), load.sent()).areWhatWasSent();
  }

  @Test
  final void an_outage_is_told_from_a_refusal_and_ends_by_itself() throws Exception {
    StoppableServer server = killable("how an outage is told from a refusal");
    String place = place("away");
    List<OutboxMessage> before = SampleMessages.counting(place, KEYS, 0, 1);
    List<OutboxMessage> first = SampleMessages.counting(place, KEYS, 1, 2);
    List<OutboxMessage> second = SampleMessages.counting(place, KEYS, 2, 3);
    assertSafe(HandOver.asTheRelay(broker, before, patience()));

    MessageBroker made =
        ServerOutage.during(
            server,
            () -> {
              assertAway(HandOver.asTheRelay(broker, first, SHORT));
              MessageBroker duringOutage = connect();
              assertAway(HandOver.asTheRelay(duringOutage, second, SHORT));
              return duringOutage;
            });
    try (MessageBroker later = made) {
      assertDeliversAgain(broker, first, "was connected before the outage");
      assertDeliversAgain(later, second, "was made during the outage");
    }

    List<OutboxMessage> all = new ArrayList<>(before);
    all.addAll(first);
    all.addAll(second);
    Arrivals.of(this, place, all).areWhatWasSent();
  }

  @Test
  final void a_relay_delivers_everything_with_the_time_at_which_it_was_appended() throws Exception {
    String place = place("relayed");
    List<OutboxMessage> messages = SampleMessages.counting(place, KEYS, 0, 25);
    try (ContractOutbox outbox = new ContractOutbox(dataSource())) {
      Instant begin = outbox.now();
      outbox.append(messages);
      Instant end = outbox.now();
      outbox.relayTo(broker);
      awaitEmpty(outbox);
      assertThat(outbox.deadLetters()).as("what the broker refused").isEmpty();
      Arrivals.of(this, place, messages).areWhatWasSent().areInOrder();
      assertThat(Arrivals.received(this, place))
          .as("ce_time, in UTC as in RFC 3339; send all of CloudEventAttributes")
          .allSatisfy(
              message ->
                  assertThat(Instant.parse(message.attributes().getOrDefault("ce_time", "none")))
                      .isBetween(begin, end));
    }
  }

  @Test
  final void a_kill_under_load_loses_nothing_and_keeps_the_order_of_each_key() throws Exception {
    StoppableServer server = killable("whether messages are lost or overtake when it is killed");
    String place = place("killed");
    List<OutboxMessage> all = SampleMessages.counting(place, KEYS, 0, 200);
    int part = all.size() / 4;
    try (ContractOutbox outbox = new ContractOutbox(dataSource())) {
      outbox.relayTo(broker);
      outbox.relayTo(broker);
      outbox.append(all.subList(0, part));
      await().atMost(patience()).until(() -> outbox.waiting() < part);
      outbox.append(all.subList(part, 2 * part));
      ServerOutage.during(server, () -> outbox.append(all.subList(2 * part, 3 * part)));
      outbox.append(all.subList(3 * part, all.size()));
      awaitEmpty(outbox);
      assertThat(outbox.deadLetters())
          .as("dead letters after an outage; only what can never be delivered is refused")
          .isEmpty();
    }

    Arrivals.of(this, place, all).areWhatWasSent().areInOrder();
  }

  private void awaitEmpty(ContractOutbox outbox) {
    await("all is relayed").atMost(patience().multipliedBy(2)).until(() -> outbox.waiting() == 0);
  }

  private void assertDeliversAgain(
      MessageBroker again, List<OutboxMessage> messages, String which) {
    await("the adapter that " + which + " delivers; connect again by itself")
        .atMost(patience())
        .until(
            () ->
                HandOver.asTheRelay(again, messages, SHORT).stream()
                    .allMatch(answer -> answer.is(Verdict.SAFE)));
  }

  private static void assertAway(List<Answer> answers) {
    assertThat(answers)
        .as("while the broker is away; a message is safe only when the broker has said so")
        .noneMatch(answer -> answer.is(Verdict.SAFE));
    assertThat(answers)
        .as(
            "while the broker is away; answer with any failure but a MessageRejectedException, which"
                + " would make a dead letter of a good message")
        .noneMatch(answer -> answer.is(Verdict.REFUSED));
  }

  private StoppableServer killable(String untested) {
    return Skipped.unless(server(), "server", untested);
  }
}
