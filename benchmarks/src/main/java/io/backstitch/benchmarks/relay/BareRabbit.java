package io.backstitch.benchmarks.relay;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.Collections;
import java.util.Date;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** One channel with confirms and a window of 2,000, as the adapter has it. */
final class BareRabbit implements BareClient {

  private static final int WINDOW = 2_000;
  private static final int PERSISTENT = 2;

  private final Connection connection;
  private final Channel channel;
  private final Semaphore window = new Semaphore(WINDOW);
  private final NavigableMap<Long, Runnable> unconfirmed = new ConcurrentSkipListMap<>();

  BareRabbit(ConnectionFactory factory) throws Exception {
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
    channel.addConfirmListener(this::confirmed, (tag, multiple) -> {});
  }

  @Override
  public void send(Event event, Runnable confirmed) throws Exception {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .deliveryMode(PERSISTENT)
            .messageId(event.id().toString())
            .type(Event.TYPE)
            .timestamp(Date.from(event.createdAt()))
            .headers(Collections.unmodifiableMap(event.attributes()))
            .build();
    window.acquire();
    unconfirmed.put(channel.getNextPublishSeqNo(), confirmed);
    channel.basicPublish("", Event.DESTINATION, true, properties, event.payload());
  }

  private void confirmed(long tag, boolean multiple) {
    if (multiple) {
      unconfirmed.headMap(tag, true).keySet().forEach(this::confirmed);
    } else {
      confirmed(tag);
    }
  }

  private void confirmed(long tag) {
    Runnable confirmed = unconfirmed.remove(tag);
    if (confirmed != null) {
      window.release();
      confirmed.run();
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
