package io.backstitch.outbox;

import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes committed messages from the outbox to a broker, at least once each, and in the order of
 * each key. One relay is one thread and one connection, which it keeps while it runs; any number of
 * relays, in any number of processes, share the work.
 *
 * <p>Each turn takes some of 256 lanes, sends their first messages, waits for the broker's answers
 * and deletes what was confirmed, in one transaction. A relay that is killed between a confirmation
 * and the commit leaves messages behind that are sent again, so receivers tell duplicates by their
 * id. While the broker is away nothing is lost and nothing counts against a message. One that the
 * broker refuses goes to the {@link DeadLetters}, and later ones of its key wait, unless {@link
 * Builder#letFollowersPass()} says otherwise.
 *
 * <pre>{@code
 * try (MessageBroker broker = MessageBrokerProvider.connectTo("kafka://kafka:9092");
 *     OutboxRelay relay = OutboxRelay.builder(dataSource, broker).build()) {
 *   relay.start();
 *   ...
 * }
 * }</pre>
 */
public final class OutboxRelay implements AutoCloseable {

  private final RelayLoop loop;
  private final RelaySettings settings;
  private @Nullable Thread thread;
  private boolean closed;

  private OutboxRelay(RelayLoop loop, RelaySettings settings) {
    this.loop = loop;
    this.settings = settings;
  }

  /**
   * A relay with default settings, unless they are changed.
   *
   * @param dataSource where the outbox is; the relay takes one connection and keeps it
   * @param broker where messages go; not closed by the relay
   * @return a builder
   */
  public static Builder builder(DataSource dataSource, MessageBroker broker) {
    return new Builder(dataSource, broker);
  }

  /**
   * Starts relaying, in a thread of its own that keeps the JVM alive until {@link #close()}.
   *
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() {
    if (closed || thread != null) {
      throw new IllegalStateException(
          "Relay %s was %s before. Nothing has changed. Build another relay to relay again."
              .formatted(settings.name(), closed ? "closed" : "started"));
    }
    thread = new Thread(loop, settings.name());
    thread.start();
  }

  /**
   * Ends relaying in order: no new turn begins, the messages that are on their way are awaited up
   * to the confirm deadline, and what was confirmed is deleted. Returns when that is done. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    loop.end();
    if (running == null) {
      loop.giveUpConnection();
    } else if (!running.equals(Thread.currentThread())) {
      awaitEnd(running);
    }
  }

  private void awaitEnd(Thread running) {
    try {
      running.join(settings.freeLanesAfter().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.interrupt();
  }

  /**
   * Takes one turn in the caller's thread, for tests that step a relay that was not started.
   * Returns how long it would pause now.
   */
  Duration turn() throws InterruptedException {
    return loop.takeTurn();
  }

  /** Settings of a relay. Serves for one {@link #build()}. */
  public static final class Builder {

    private final DataSource dataSource;
    private final MessageBroker broker;
    private @Nullable String schema;
    private boolean migrations = true;
    private boolean built;

    private String name = "outbox-relay";
    private int batchSize = 1_000;
    private Duration confirmWithin = Duration.ofSeconds(10);
    private Duration freeLanesAfter = Duration.ofSeconds(30);
    private Pauses poll = new Pauses(Duration.ofMillis(5), Duration.ofSeconds(1));
    private Pauses backOff = new Pauses(Duration.ofMillis(100), Duration.ofSeconds(10));
    private Optional<Set<String>> passing = Optional.of(Set.of());

    private Builder(DataSource dataSource, MessageBroker broker) {
      this.dataSource = dataSource;
      this.broker = broker;
    }

    /**
     * Names the relay, in log lines and its thread; {@code outbox-relay} unless called.
     *
     * @param name 1 to 100 characters
     * @return this
     */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /**
     * Names the schema of the tables, instead of the one that is current on a connection.
     *
     * @param schema created with the tables if it does not exist
     * @return this
     */
    public Builder schema(String schema) {
      this.schema = schema;
      return this;
    }

    /**
     * For those who run migrations themselves: {@link #build()} then only looks whether they were.
     *
     * @return this
     */
    public Builder withoutMigrations() {
      this.migrations = false;
      return this;
    }

    /**
     * How many messages one turn sends at most; 1,000 unless called. 500 to 2,000 measured best.
     *
     * @param messages 1 to 10,000
     * @return this
     */
    public Builder batchSize(int messages) {
      this.batchSize = messages;
      return this;
    }

    /**
     * How long a turn hands messages over, and then how long it waits for the broker's answers, 10
     * seconds unless called. A broker that has not answered by then is away.
     *
     * @param deadline 100 ms to 10 minutes
     * @return this
     */
    public Builder confirmWithin(Duration deadline) {
      this.confirmWithin = deadline;
      return this;
    }

    /**
     * When PostgreSQL ends the turn of a relay that does not stir, because its process is frozen or
     * its machine is gone, so that others can take its lanes; 30 seconds unless called.
     *
     * @param idle at least twice {@link #confirmWithin}, at most an hour
     * @return this
     */
    public Builder freeLanesAfter(Duration idle) {
      this.freeLanesAfter = idle;
      return this;
    }

    /**
     * How long the relay pauses when it finds nothing: first the shortest, then twice as long each
     * time up to the longest; 5 ms and 1 s unless called.
     *
     * @param shortest 1 ms or more
     * @param longest up to a minute
     * @return this
     */
    public Builder pollEvery(Duration shortest, Duration longest) {
      this.poll = new Pauses(shortest, longest);
      return this;
    }

    /**
     * How long the relay pauses while the broker or the database is away: first the shortest, then
     * twice as long each time up to the longest, each made up to half as long at random; 100 ms and
     * 10 s unless called.
     *
     * @param shortest 1 ms or more
     * @param longest up to an hour
     * @return this
     */
    public Builder backOff(Duration shortest, Duration longest) {
      this.backOff = new Pauses(shortest, longest);
      return this;
    }

    /**
     * Gives up order where a message was refused: later messages of its key are sent all the same,
     * whatever the destination. Unless called, they wait until the dead letter is dealt with.
     *
     * @return this
     */
    public Builder letFollowersPass() {
      this.passing = Optional.empty();
      return this;
    }

    /**
     * The same as {@link #letFollowersPass()} for one destination; may be called for several.
     *
     * @param destination as in the messages
     * @return this
     */
    public Builder letFollowersPassAt(String destination) {
      this.passing =
          passing.map(
              some -> {
                Set<String> more = new HashSet<>(some);
                more.add(destination);
                return more;
              });
      return this;
    }

    /**
     * Makes sure that the tables are there, and makes a relay that does nothing yet.
     *
     * @return the relay
     * @throws IllegalArgumentException if a setting is out of bounds
     * @throws MigrationException if the tables are not as they must be, or the database cannot be
     *     reached
     * @throws IllegalStateException if this builder has built one before
     */
    public OutboxRelay build() {
      if (built) {
        throw new IllegalStateException(
            "This OutboxRelay.Builder has built its relay already. No second one was made. Call"
                + " OutboxRelay.builder(...) for each relay.");
      }
      RelaySettings settings =
          new RelaySettings(name, batchSize, confirmWithin, freeLanesAfter, poll, backOff, passing);
      SchemaTables tables =
          SchemaTables.ready(Migrations.in(dataSource, schema, "outbox"), migrations);
      built = true;
      Ending ending = new Ending();
      RelayTurn turn = new RelayTurn(tables, broker, settings, ending);
      return new OutboxRelay(new RelayLoop(dataSource, turn, settings, ending), settings);
    }
  }
}
