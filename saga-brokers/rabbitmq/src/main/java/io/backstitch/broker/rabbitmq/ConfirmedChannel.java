package io.backstitch.broker.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A channel on which RabbitMQ confirms what it has stored. Letters to one exchange have it to
 * themselves, because RabbitMQ closes the channel, with all that is on its way there, over a letter
 * to an exchange that it does not have. One thread publishes; answers come on that of the
 * connection.
 */
final class ConfirmedChannel {

  private final Channel channel;
  private final ConcurrentNavigableMap<Long, Parcel> unconfirmed = new ConcurrentSkipListMap<>();
  private volatile boolean exchangeSeen;

  private ConfirmedChannel(Channel channel) {
    this.channel = channel;
  }

  static ConfirmedChannel on(Channel channel) throws IOException {
    ConfirmedChannel confirmed = new ConfirmedChannel(channel);
    channel.confirmSelect();
    channel.addReturnListener(confirmed::comesBack);
    channel.addConfirmListener(confirmed::confirmed, confirmed::refused);
    channel.addShutdownListener(confirmed::closed);
    return confirmed;
  }

  /** Writes a letter. Whatever happens, its parcel is answered. */
  void publish(Parcel parcel) throws IOException {
    long number = channel.getNextPublishSeqNo();
    unconfirmed.put(number, parcel);
    Letter letter = parcel.letter();
    try {
      channel.basicPublish(
          letter.exchange(),
          letter.routingKey(),
          true,
          letter.properties(),
          letter.message().payload());
    } catch (ShutdownSignalException e) {
      // Closed meanwhile. It may be in the map only since the others in it were answered.
      closed(e);
    } catch (RuntimeException e) {
      unconfirmed.remove(number);
      parcel.fail(e);
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  boolean isIdle() {
    return unconfirmed.isEmpty();
  }

  void close() {
    try {
      channel.abort();
    } catch (IOException e) {
      // The connection is gone, and the channel with it.
    }
  }

  private void comesBack(Return letter) {
    String id = String.valueOf(letter.getProperties().getMessageId());
    unconfirmed.values().stream()
        .filter(parcel -> !parcel.cameBack() && parcel.letter().is(id, letter.getRoutingKey()))
        .findFirst()
        .ifPresent(parcel -> parcel.comesBack(RabbitRefusals.unroutable(letter)));
  }

  private void confirmed(long number, boolean multiple) {
    exchangeSeen = true;
    take(number, multiple).forEach(Parcel::confirm);
  }

  private void refused(long number, boolean multiple) {
    exchangeSeen = true;
    take(number, multiple).forEach(parcel -> parcel.fail(RabbitRefusals.notTaken(parcel.letter())));
  }

  private List<Parcel> take(long number, boolean multiple) {
    if (!multiple) {
      Parcel one = unconfirmed.remove(number);
      return one == null ? List.of() : List.of(one);
    }
    Map<Long, Parcel> upToNumber = unconfirmed.headMap(number, true);
    List<Parcel> all = List.copyOf(upToNumber.values());
    upToNumber.clear();
    return all;
  }

  private void closed(ShutdownSignalException why) {
    RabbitRefusals.Closing closing = RabbitRefusals.closing(why, exchangeSeen);
    for (Long number : unconfirmed.keySet()) {
      Parcel parcel = unconfirmed.remove(number);
      if (parcel != null) {
        parcel.fail(closing.of(parcel.letter()));
      }
    }
  }
}
