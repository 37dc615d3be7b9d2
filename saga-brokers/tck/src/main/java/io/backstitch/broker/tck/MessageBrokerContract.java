package io.backstitch.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.broker.tck.Answer.Verdict;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.MessageBrokerProvider;
import io.backstitch.outbox.OutboxMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every adapter must pass, as JUnit tests against the real broker. Extend it in the tests of
 * the adapter and say in the methods of {@link BrokerUnderTest} how to get there; a test that fails
 * says what to change in the adapter.
 *
 * <p>Messages are handed over as a relay does, and some of them by a real {@link
 * io.backstitch.outbox.OutboxRelay} from a real PostgreSQL. Where the server can be killed it is
 * killed, and started again, a few times. What is not tested because a method returns nothing is
 * skipped, and named on the error stream.
 */
public abstract class MessageBrokerContract extends OutageContract {

  private static final String SECRET = "s3cr3t-of-the-contract";

  /** For subclasses. */
  protected MessageBrokerContract() {}

  @Test
  final void what_is_sent_after_close_fails() {
    OutboxMessage message = SampleMessages.plain(place("closed"), "key", "1");
    MessageBroker closed = connect();
    closed.close();
    closed.close();

    Answer answer = new HandOver(closed, Duration.ofSeconds(5)).atOnce(List.of(message)).get(0);

    assertThat(answer.verdict())
        .as("%s; fail what comes after close(), and not as a refusal", answer)
        .isEqualTo(Verdict.AWAY);
  }

  @Test
  final void close_ends_the_threads_of_the_adapter() {
    String place = place("threads");
    useAndClose(place);
    Set<Thread> before = living();

    useAndClose(place);

    await("close() ends the threads of the adapter, and it holds no more after each use")
        .atMost(patience())
        .untilAsserted(
            () -> {
              // A JDK's HttpClient ends its thread when nobody refers to it any more.
              System.gc();
              assertThat(since(before)).as("threads that outlive close()").isEmpty();
            });
  }

  @Test
  final void its_address_makes_the_adapter() {
    String place = place("addressed");
    List<OutboxMessage> messages = SampleMessages.counting(place, 3, 0, 1);

    try (MessageBroker addressed = MessageBrokerProvider.connectTo(providedAddress())) {
      assertSafe(HandOver.asTheRelay(addressed, messages, patience()));
    }

    Arrivals.of(this, place, messages).areWhatWasSent();
  }

  @Test
  final void a_secret_in_an_address_is_never_repeated() {
    String scheme = URI.create(providedAddress()).getScheme();
    OutboxMessage message = SampleMessages.plain("contract-secret", "key", "1");
    for (String rest :
        List.of(
            "://me:%s@127.0.0.1:1",
            "://me:%s@127.0.0.1:1/p?password=%s",
            "://me:%s@127.0.0.1:1?no-such-option=%s",
            "://me:%s@:::",
            "://me:%s@127.0.0.1:99999",
            ":%s",
            ":///%s#%s")) {
      assertThat(whatIsSaidOf(scheme + rest.replace("%s", SECRET), message))
          .as(
              "what is said of %s:%s; name the place that is wrong, not what stands there",
              scheme, rest)
          .doesNotContain(SECRET);
    }
  }

  private String providedAddress() {
    return Skipped.unless(address(), "address", "whether an address makes the adapter");
  }

  /** Everything that a log could get to see. */
  private static String whatIsSaidOf(String address, OutboxMessage message) {
    StringWriter said = new StringWriter();
    try (PrintWriter writer = new PrintWriter(said);
        MessageBroker broker = MessageBrokerProvider.connectTo(address)) {
      writer.println(broker);
      Answer answer = new HandOver(broker, Duration.ofSeconds(1)).atOnce(List.of(message)).get(0);
      if (answer.failure() != null) {
        answer.failure().printStackTrace(writer);
      }
    } catch (IllegalArgumentException e) {
      e.printStackTrace(new PrintWriter(said, true));
    }
    return said.toString();
  }

  private void useAndClose(String place) {
    try (MessageBroker used = connect()) {
      List<OutboxMessage> messages = SampleMessages.counting(place, 3, 0, 1);
      assertSafe(HandOver.asTheRelay(used, messages, patience()));
    }
  }

  private static Set<String> since(Set<Thread> before) {
    Set<Thread> now = living();
    now.removeAll(before);
    return now.stream().map(Thread::getName).collect(Collectors.toSet());
  }

  /** Without those that belong to the whole JVM, which come and go as they like. */
  private static Set<Thread> living() {
    Set<Thread> living = new HashSet<>(Thread.getAllStackTraces().keySet());
    living.removeIf(
        thread ->
            thread.getName().startsWith("ForkJoinPool.commonPool")
                || thread.getName().startsWith("awaitility")
                || thread.getName().startsWith("contract-")
                || (thread.getThreadGroup() != null
                    && thread.getThreadGroup().getName().equals("system")));
    return living;
  }
}
