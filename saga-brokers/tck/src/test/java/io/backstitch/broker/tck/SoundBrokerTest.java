package io.backstitch.broker.tck;

import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract is passed by an adapter that does all it must. */
class SoundBrokerTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();

  static final FragileServer server = new FragileServer();

  @Override
  public MessageBroker connect() {
    return new SoundBroker(server);
  }

  @Override
  public List<Received> received(String destination) {
    return server.received(destination);
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(server);
  }

  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    return Optional.of(OutboxMessage.to(destination).key(key).type("poison").build());
  }

  @Override
  public Optional<String> address() {
    return Optional.of("fragile://localhost");
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
