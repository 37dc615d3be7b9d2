package io.backstitch.broker.rabbitmq;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to RabbitMQ, so that no relay's thread is ever stuck in a socket. It
 * connects when there is something to send, and flushes when there is nothing more.
 */
final class Publisher implements Runnable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Connections connections;
  private final Topology topology;
  private final BlockingQueue<Parcel> waiting = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this, "rabbitmq-publisher");
  private volatile @Nullable Line line;
  private volatile boolean ended;

  Publisher(Connections connections, Topology topology) {
    this.connections = connections;
    this.topology = topology;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes a parcel, which is answered in any case. */
  void hand(Parcel parcel) {
    waiting.add(parcel);
    if (ended) {
      failWaiting(RabbitBroker.closed());
    }
  }

  /** Why RabbitMQ takes nothing at the moment, if that is so. */
  Optional<String> blocked() {
    Line used = line;
    return used == null ? Optional.empty() : used.blocked();
  }

  /** Gives up what is on its way, and the connection. */
  void end() throws InterruptedException {
    ended = true;
    thread.interrupt();
    thread.join(PATIENCE.toMillis());
    if (thread.isAlive()) {
      cut();
      thread.join(PATIENCE.toMillis());
    }
  }

  @Override
  public void run() {
    while (!ended) {
      try {
        publishFrom(waiting.take());
      } catch (InterruptedException e) {
        // Either it has ended, or somebody interrupted the wrong thread.
      }
    }
    Line used = line;
    if (used != null) {
      used.close();
    }
    connections.close();
    failWaiting(RabbitBroker.closed());
  }

  private void publishFrom(Parcel first) {
    Parcel current = first;
    try {
      Line open = line();
      for (Parcel next = first; next != null; next = waiting.poll()) {
        current = next;
        publish(open, next);
      }
      open.flush();
    } catch (Throwable e) {
      cut();
      current.fail(e);
      failWaiting(e);
    }
  }

  private static void publish(Line open, Parcel parcel) throws IOException {
    Optional<String> blocked = open.blocked();
    if (blocked.isPresent()) {
      parcel.fail(RabbitRefusals.blocked(blocked.get()));
    } else {
      open.publish(parcel);
    }
  }

  private Line line() throws IOException {
    Line open = line;
    if (open == null || !open.isOpen()) {
      open = new Line(connections.open(), topology);
      line = open;
    }
    return open;
  }

  private void cut() {
    Line used = line;
    if (used != null) {
      used.cut();
    }
  }

  private void failWaiting(Throwable why) {
    for (Parcel parcel = waiting.poll(); parcel != null; parcel = waiting.poll()) {
      parcel.fail(why);
    }
  }
}
