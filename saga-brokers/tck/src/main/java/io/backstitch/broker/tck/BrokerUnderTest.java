package io.backstitch.broker.tck;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the author of an adapter tells the contract. Each test makes adapters and destinations of
 * its own; the server is the author's, and one serves all tests.
 */
public interface BrokerUnderTest {

  /**
   * Makes an adapter to the server, which may be away at that moment. The contract closes it.
   *
   * @return a new adapter for each call
   */
  MessageBroker connect();

  /**
   * Makes ready the place that messages are sent to. The contract makes up the name, of letters,
   * digits and hyphens. Does nothing unless the broker needs it.
   *
   * @param destination a name that is used for the first time
   * @throws Exception if it cannot be made; fails the test
   */
  default void createDestination(String destination) throws Exception {}

  /**
   * What has arrived somewhere since the beginning, in the order in which a consumer finds it; of a
   * broker with partitions, in the order of each. The contract asks again until it has seen what it
   * waits for, so this need not wait, and what was returned once is returned again.
   *
   * @param destination where; perhaps nothing was ever sent there
   * @return all that arrived, duplicates too
   * @throws Exception if the server cannot be read; fails the test
   */
  List<Received> received(String destination) throws Exception;

  /**
   * How the server is killed and started again.
   *
   * @return empty if that is impossible: everything about outages is then skipped, and says so
   */
  Optional<StoppableServer> server();

  /**
   * A message that the broker will never take, however often it is sent: too large, say.
   *
   * @param destination where it goes
   * @param key its key
   * @return empty if there is no such message: what is said about refusals is then skipped
   */
  Optional<OutboxMessage> refusedMessage(String destination, String key);

  /**
   * The address by which a {@link io.backstitch.outbox.MessageBrokerProvider} of the class path
   * makes this adapter.
   *
   * @return empty if there is no provider: what is said about addresses is then skipped
   */
  Optional<String> address();

  /**
   * A PostgreSQL for the outbox. The contract works in schemas of its own there, and drops them.
   *
   * @return connections as a service has them
   */
  DataSource dataSource();

  /**
   * How long the contract waits for answers and arrivals before it gives up.
   *
   * @return 30 seconds, unless the broker is slower
   */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }
}
