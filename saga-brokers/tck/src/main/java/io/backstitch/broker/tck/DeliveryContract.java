package io.backstitch.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What an adapter must do while its broker is up. */
abstract class DeliveryContract implements BrokerUnderTest {

  private static final int KEYS = 20;

  /** Made for each test. */
  MessageBroker broker;

  DeliveryContract() {}

  @BeforeEach
  final void connectToBroker() {
    broker = connect();
  }

  @AfterEach
  final void closeBroker() {
    broker.close();
  }

  @Test
  final void every_message_arrives_once_and_unchanged() {
    String place = place("plain");
    List<OutboxMessage> messages = SampleMessages.counting(place, KEYS, 0, 10);

    assertSafe(HandOver.asTheRelay(broker, messages, patience()));

    Arrivals.of(this, place, messages).areWhatWasSent().areThereOnce();
  }

  @Test
  final void hostile_messages_arrive_unchanged_or_are_refused(TestReporter report) {
    String place = place("hostile");
    Map<String, OutboxMessage> hostile = SampleMessages.hostile(place);

    assertHostileArrive(hostile, report, safe -> Arrivals.of(this, place, safe).areWhatWasSent());
  }

  @Test
  final void hostile_destinations_are_reached_or_refused(TestReporter report) {
    Map<String, OutboxMessage> hostile = new LinkedHashMap<>();
    SampleMessages.texts()
        .forEach(
            (what, text) ->
                hostile.put(
                    "a destination with " + what,
                    SampleMessages.plain(SampleMessages.freshName("to") + text, "key", what)));

    assertHostileArrive(
        hostile,
        report,
        safe ->
            safe.forEach(
                message ->
                    Arrivals.of(this, message.destination(), List.of(message)).areWhatWasSent()));
  }

  @Test
  final void messages_of_one_key_that_are_sent_one_after_the_other_arrive_in_order() {
    String place = place("ordered");
    List<OutboxMessage> messages = SampleMessages.counting(place, 3, 0, 30);

    assertSafe(new HandOver(broker, patience()).inTurn(messages));

    Arrivals.of(this, place, messages).areInOrder();
  }

  @Test
  final void messages_of_one_key_that_are_handed_over_without_waiting_arrive_in_order() {
    assumeOrderIsKept();
    String place = place("pipelined");
    List<OutboxMessage> messages = SampleMessages.counting(place, KEYS, 0, 50);

    assertSafe(new HandOver(broker, patience()).atOnce(messages));

    Arrivals.of(this, place, messages).areInOrder();
  }

  @Test
  final void a_refused_message_is_told_from_an_outage_and_others_go_on() {
    String place = place("refused");
    OutboxMessage refused = refused(place, "bad");
    OutboxMessage before = SampleMessages.plain(place, "good", "1");
    OutboxMessage after = SampleMessages.plain(place, "good", "2");
    HandOver handOver = new HandOver(broker, patience());

    List<Answer> answers = new ArrayList<>(handOver.atOnce(List.of(before, refused)));
    // What the adapter held back behind the refused one is handed over again, as the relay does.
    HandOver next = new HandOver(broker, patience());
    answers.addAll(next.inTurn(List.of(before, after)));

    assertThat(answers.get(1).verdict())
        .as("%s; fail the stage with a MessageRejectedException", answers.get(1))
        .isEqualTo(Verdict.REFUSED);
    assertThat(answers.get(1).failure())
        .as("the reason, which a person reads in the dead letter")
        .message()
        .isNotBlank();
    assertSafe(answers.subList(2, 4));
    Arrivals.of(this, place, List.of(before, after)).areWhatWasSent().areInOrder();
  }

  @Test
  final void a_refused_message_is_not_overtaken() {
    assumeOrderIsKept();
    String place = place("overtaken");
    // Whether the refusal comes before the next is handed over is a race, so it is run often.
    for (int i = 0; i < 5; i++) {
      assertRefusedIsNotOvertaken(place, "key-" + i);
    }
  }

  private void assertRefusedIsNotOvertaken(String place, String key) {
    OutboxMessage first = SampleMessages.plain(place, key, "1");
    OutboxMessage last = SampleMessages.plain(place, key, "3");
    List<OutboxMessage> messages = List.of(first, refused(place, key), last);

    List<Answer> answers = new HandOver(broker, patience()).atOnce(messages);
    // Whatever the adapter still holds would have arrived before this.
    OutboxMessage marker = SampleMessages.plain(place, "marker", "4");
    HandOver.asTheRelay(broker, List.of(marker), patience());

    assertThat(answers.get(1).verdict()).as("%s", answers.get(1)).isEqualTo(Verdict.REFUSED);
    assertThat(answers.get(2).verdict())
        .as(
            "keepsOrder() is true, so nothing of a key may arrive after one that failed: fail what"
                + " was handed over behind it too, by an exception that is no refusal. %s",
            answers.get(2))
        .isNotIn(Verdict.SAFE, Verdict.REFUSED);
    assertThat(Arrivals.of(this, place, List.of(marker)).ids())
        .as("what arrived behind a refused message of its key")
        .doesNotContain(last.id().toString());
  }

  @Test
  final void a_message_that_is_handed_over_again_keeps_its_id() {
    String place = place("again");
    List<OutboxMessage> message = List.of(SampleMessages.plain(place, "key", "1"));

    assertSafe(HandOver.asTheRelay(broker, message, patience()));
    assertSafe(HandOver.asTheRelay(broker, message, patience()));

    Arrivals.of(this, place, message).areWhatWasSent();
  }

  @Test
  final void many_threads_may_send_at_once() throws Exception {
    String place = place("threads");
    List<Callable<List<Answer>>> relays =
        IntStream.range(0, 8)
            .<Callable<List<Answer>>>mapToObj(
                i -> () -> HandOver.asTheRelay(broker, ofThread(place, i), patience()))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(relays.size());
    List<Answer> answers = new ArrayList<>();
    try {
      for (Future<List<Answer>> relay : threads.invokeAll(relays)) {
        answers.addAll(relay.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertSafe(answers);
    List<OutboxMessage> messages = answers.stream().map(Answer::message).toList();
    Arrivals.of(this, place, messages).areWhatWasSent().areThereOnce().areInOrder();
  }

  private static List<OutboxMessage> ofThread(String place, int thread) {
    return IntStream.range(0, 50)
        .mapToObj(i -> SampleMessages.plain(place, "thread-" + thread, Integer.toString(i)))
        .toList();
  }

  private interface Check {
    void arrived(List<OutboxMessage> safe);
  }

  private void assertHostileArrive(
      Map<String, OutboxMessage> hostile, TestReporter report, Check check) {
    List<OutboxMessage> safe = new ArrayList<>();
    hostile.forEach(
        (what, message) -> {
          Answer answer = new HandOver(broker, patience()).atOnce(List.of(message)).get(0);
          assertThat(answer.verdict())
              .as(
                  "%s: %s; take it, or fail the stage with a MessageRejectedException. Any other"
                      + " failure is an outage, and such a message would stop the relay for ever",
                  what, answer)
              .isIn(Verdict.SAFE, Verdict.REFUSED);
          if (answer.is(Verdict.SAFE)) {
            safe.add(message);
          } else {
            report.publishEntry("refused: " + what, String.valueOf(answer.failure()));
          }
        });
    check.arrived(safe);
  }

  final void assumeOrderIsKept() {
    Assumptions.assumeTrue(broker.keepsOrder(), "keepsOrder() is false, so the relay waits");
  }

  final OutboxMessage refused(String place, String key) {
    return Skipped.unless(
        refusedMessage(place, key), "refusedMessage", "how the broker's refusals are told");
  }

  /** A destination that is ready. */
  final String place(String about) {
    String place = SampleMessages.freshName(about);
    try {
      createDestination(place);
    } catch (Exception e) {
      throw new AssertionError("createDestination('" + place + "') failed.", e);
    }
    return place;
  }

  static void assertSafe(List<Answer> answers) {
    assertThat(answers)
        .as("the broker is up, so each of these messages must be taken, and answered")
        .allMatch(answer -> answer.is(Verdict.SAFE));
  }
}
