package io.backstitch.broker.kafka;

import io.backstitch.broker.tck.MessageBrokerContract;
import io.backstitch.broker.tck.Received;
import io.backstitch.broker.tck.StoppableServer;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.outbox.OutboxMessage;
import io.backstitch.servers.Database;
import io.backstitch.servers.KafkaServer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of adapters, with a Kafka that is killed and started again. */
class KafkaContractTest extends MessageBrokerContract {

  @RegisterExtension static final Database db = Database.fresh();
  private static KafkaServer kafka;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaServer.started();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Override
  public MessageBroker connect() {
    return KafkaBroker.builder(kafka.bootstrapServers()).property("max.block.ms", 1_000).build();
  }

  @Override
  public void createDestination(String destination) {
    kafka.createTopic(destination, 3);
  }

  @Override
  public List<Received> received(String destination) {
    return TopicReader.received(kafka.bootstrapServers(), destination);
  }

  @Override
  public Optional<StoppableServer> server() {
    return Optional.of(
        new StoppableServer() {
          @Override
          public void kill() {
            kafka.kill();
          }

          @Override
          public void start() {
            kafka.start();
          }
        });
  }

  /** With its headers it is larger than what a topic takes unless told to. */
  @Override
  public Optional<OutboxMessage> refusedMessage(String destination, String key) {
    byte[] incompressible = new byte[OutboxMessage.MAX_PAYLOAD_BYTES];
    new Random(1).nextBytes(incompressible);
    return Optional.of(Orders.message(destination, key, incompressible));
  }

  @Override
  public Optional<String> address() {
    return Optional.of("kafka://" + kafka.bootstrapServers());
  }

  @Override
  public DataSource dataSource() {
    return db.dataSource();
  }
}
