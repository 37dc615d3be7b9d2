package io.backstitch.broker.memory;

import io.backstitch.broker.tck.MessageBrokerContract;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import io.backstitch.outbox.CloudEventAttributes;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of adapters. */
class InMemoryContractTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();

  private final InMemoryBroker shared = InMemoryBroker.named("contract");

  @BeforeEach
  void dislikePoison() {
    shared.forgetAll();
    shared.refuse(message -> message.type().equals("poison"), "poison");
  }

  @Override
  public MessageBroker connect() {
    return InMemoryBroker.named("contract");
  }

  @Override
  public List<Received> received(String destination) {
    return shared.messages(destination).stream()
        .map(
            message ->
                new Received(
                    CloudEventAttributes.of(message, CloudEventAttributes.DEFAULT_SOURCE),
                    message.payload()))
        .toList();
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(
        new StoppableServer() {
          @Override
          public void kill() {
            shared.goAway();
          }

          @Override
          public void start() {
            shared.comeBack();
          }
        });
  }

  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    return Optional.of(OutboxMessage.to(destination).key(key).type("poison").build());
  }

  @Override
  public Optional<String> address() {
    return Optional.of("memory://contract");
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
