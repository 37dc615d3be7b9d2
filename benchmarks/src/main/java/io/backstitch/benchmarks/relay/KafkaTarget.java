package io.backstitch.benchmarks.relay;

import io.backstitch.broker.kafka.KafkaBroker;
import io.backstitch.outbox.MessageBroker;
import io.backstitch.servers.KafkaServer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Kafka, with a topic of six partitions. */
final class KafkaTarget implements Target {

  private static final int PARTITIONS = 6;

  private final KafkaServer server = KafkaServer.started();
  private long before;

  KafkaTarget() {
    server.createTopic(Event.DESTINATION, PARTITIONS);
  }

  String bootstrapServers() {
    return server.bootstrapServers();
  }

  @Override
  public MessageBroker adapter() {
    return KafkaBroker.connect(server.bootstrapServers());
  }

  @Override
  public BareClient client() {
    return new BareKafka(server.bootstrapServers());
  }

  @Override
  public long stored() throws Exception {
    return total() - before;
  }

  /** What is there stays, and does not count any more. */
  @Override
  public void empty() throws Exception {
    before = total();
  }

  @Override
  public void close() {
    server.close();
  }

  private long total() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Event.DESTINATION, partition))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }
}
