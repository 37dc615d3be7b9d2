package io.backstitch.samples.webhook;

import io.backstitch.broker.tck.MessageBrokerContract;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookContractTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();

  private static final Receiver receiver = new Receiver();

  @BeforeAll
  static void startReceiver() throws IOException {
    receiver.start();
  }

  @AfterAll
  static void closeReceiver() {
    receiver.close();
  }

  @Override
  public MessageBroker connect() {
    return new WebhookBroker(WebhookSettings.of(URI.create(receiver.address())));
  }

  @Override
  public List<Received> received(String destination) {
    return receiver.received(destination);
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(receiver);
  }

  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    return Optional.of(OutboxMessage.to(destination).key(key).type("poison").build());
  }

  @Override
  public Optional<String> address() {
    return Optional.of(receiver.address());
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
