package io.backstitch.broker.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract finds what is wrong with an adapter, with the test that says so. */
class ContractTest {

  @RegisterExtension static final Database db = Database.fresh();

  private static Maker maker;

  private interface Maker {
    MessageBroker on(FragileServer server);
  }

  @TestFactory
  Stream<DynamicTest> finds_an_adapter_that() {
    return Stream.of(BrokenAdapter.values())
        .map(
            broken ->
                DynamicTest.dynamicTest(
                    broken.name(),
                    () ->
                        assertThat(
                                failures(broken::on, Subject.class, only(broken.testThatFindsIt())))
                            .containsExactly(broken.testThatFindsIt())));
  }

  @Test
  void finds_a_password_in_an_error() {
    assertThat(failures(SoundBroker::new, Leaking.class, name -> true))
        .containsExactly("a_secret_in_an_address_is_never_repeated");
  }

  @Test
  void finds_nothing_in_an_adapter_that_is_sound() {
    assertThat(failures(SoundBroker::new, Subject.class, name -> true)).isEmpty();
  }

  @Test
  void says_what_it_cannot_test() {
    maker = SoundBroker::new;
    TestExecutionSummary summary = run(Unstoppable.class, name -> true);

    assertThat(summary.getTotalFailureCount()).isZero();
    assertThat(summary.getTestsAbortedCount()).isEqualTo(3 + 2 + 2);
  }

  private static Predicate<String> only(String test) {
    return test::equals;
  }

  private static List<String> failures(Maker with, Class<?> subject, Predicate<String> tests) {
    maker = with;
    return run(subject, tests).getFailures().stream()
        .map(failure -> name(failure.getTestIdentifier().getDisplayName()))
        .toList();
  }

  private static String name(String displayName) {
    return displayName.replaceAll("\\(.*", "");
  }

  private static TestExecutionSummary run(Class<?> subject, Predicate<String> tests) {
    PostDiscoveryFilter filter =
        test ->
            FilterResult.includedIf(test.isContainer() || tests.test(name(test.getDisplayName())));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(subject))
            .filters(filter)
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    assertThat(listener.getSummary().getTestsFoundCount()).isPositive();
    return listener.getSummary();
  }

  static class Subject extends SoundBrokerTest {

    private final FragileServer server = new FragileServer();

    @Override
    public MessageBroker connect() {
      return maker.on(server);
    }

    @Override
    public List<Received> received(String destination) {
      List<Received> here = server.received(destination);
      return here.isEmpty() ? SoundBrokerTest.server.received(destination) : here;
    }

    @Override
    public Optional<StoppableServer> server() {
      return Optional.of(server);
    }

    @Override
    public DataSource dataSource() {
      return ContractTest.db.dataSource();
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(2);
    }
  }

  static class Leaking extends Subject {
    @Override
    public Optional<String> address() {
      return Optional.of("leaky://localhost");
    }
  }

  static class Unstoppable extends Subject {
    @Override
    public Optional<StoppableServer> server() {
      return Optional.empty();
    }

    @Override
    public Optional<OutboxMessage> refusedMessage(String destination, String key) {
      return Optional.empty();
    }

    @Override
    public Optional<String> address() {
      return Optional.empty();
    }
  }
}
