package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.GetResponse;
import io.backstitch.broker.tck.MessageBrokerContract;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import io.backstitch.servers.RabbitServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of adapters, with a RabbitMQ that is killed and started again. */
@Timeout(180)
class RabbitContractTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();

  private final RabbitServer rabbit = Rabbit.shared();

  /** A queue gives its messages away, and the contract wants to see them again. */
  private final Map<String, List<Received>> taken = new HashMap<>();

  @Override
  public MessageBroker connect() {
    return RabbitBroker.connect(rabbit.address());
  }

  @Override
  public void createDestination(String destination) throws Exception {
    Rabbit.declare(destination);
  }

  @Override
  public List<Received> received(String destination) throws Exception {
    List<Received> found = taken.computeIfAbsent(destination, any -> new ArrayList<>());
    for (GetResponse got : Rabbit.takeAll(rabbit, destination)) {
      found.add(new Received(Rabbit.headers(got), got.getBody()));
    }
    return List.copyOf(found);
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(
        new StoppableServer() {
          @Override
          public void kill() {
            rabbit.kill();
          }

          @Override
          public void start() {
            rabbit.start();
          }
        });
  }

  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    String tooLong = "h".repeat(256);
    return Optional.of(
        OutboxMessage.to(destination).key(key).type("order").header(tooLong, "v").build());
  }

  @Override
  public Optional<String> address() {
    return Optional.of(rabbit.address());
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
