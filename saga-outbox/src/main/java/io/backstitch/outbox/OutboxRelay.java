package io.backstitch.outbox;

import io.backstitch.outbox.migration.MigrationException;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes committed messages from the outbox to a broker, at least once each, and in the order of
 * each key. One relay is one thread and one connection, unless it is given more, and keeps them
 * while it runs; any number of relays, in any number of processes, share the work.
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

  private final String name;
  private final Duration drainWithin;
  private final List<RelayLoop> loops;
  private final List<Thread> threads = new ArrayList<>();
  private final WakeUps wakeUps;
  private boolean closed;

  private OutboxRelay(String name, Duration drainWithin, List<RelayLoop> loops, WakeUps wakeUps) {
    this.name = name;
    this.drainWithin = drainWithin;
    this.loops = loops;
    this.wakeUps = wakeUps;
  }

  /**
   * A relay with default settings, unless they are changed.
   *
   * @param dataSource where the outbox is; the relay takes one connection per thread and keeps it
   * @param broker where messages go; not closed by the relay
   * @return a builder
   */
  public static Builder builder(DataSource dataSource, MessageBroker broker) {
    return new Builder(dataSource, broker);
  }

  /**
   * Starts relaying, in threads of its own that keep the JVM alive until {@link #close()}.
   *
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() {
    if (closed || !threads.isEmpty()) {
      throw new IllegalStateException(
          "Relay %s was %s before. Nothing has changed. Build another relay to relay again."
              .formatted(name, closed ? "closed" : "started"));
    }
    for (RelayLoop loop : loops) {
      threads.add(new Thread(loop, loop.name()));
    }
    threads.forEach(Thread::start);
    wakeUps.start(this::wake);
  }

  /**
   * Says that messages were committed: the relay looks for them at once, instead of at the end of
   * its pause. Never blocks, and costs next to nothing; may be called by any thread, at any time.
   */
  public void wake() {
    loops.forEach(RelayLoop::wake);
  }

  /**
   * Ends relaying in order: no new turn begins, the messages that are on their way are awaited up
   * to the confirm deadline, and what was confirmed is deleted. Returns when that is done. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    List<Thread> running;
    synchronized (this) {
      closed = true;
      running = List.copyOf(threads);
    }
    wakeUps.close();
    loops.forEach(RelayLoop::end);
    if (running.isEmpty()) {
      loops.forEach(RelayLoop::giveUpConnection);
    } else if (!running.contains(Thread.currentThread())) {
      awaitEnd(running);
    }
  }

  private void awaitEnd(List<Thread> running) {
    long end = System.nanoTime() + drainWithin.toNanos();
    try {
      for (Thread thread : running) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.forEach(Thread::interrupt);
  }

  /**
   * Takes one turn in the caller's thread, for tests that step a relay that was not started.
   * Returns how long it would pause now.
   */
  Duration turn() throws InterruptedException {
    return loops.get(0).takeTurn().length();
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
    private int threads = 1;
    private boolean listening;
    private final Map<String, Route> routes = new LinkedHashMap<>();

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
     * How many threads relay, each with a connection of its own; 1 unless called. A second one
     * works while the first waits for the broker, and pays where the broker is far or fast.
     *
     * @param threads 1 to 64, for each route
     * @return this
     */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /**
     * Sends some destinations to another broker, by threads of their own, so that neither broker
     * waits for the other. May be called for several brokers.
     *
     * @param route the same name for the same destinations in every relay of this outbox; 1 to 40
     *     characters. While relays differ, as in the middle of a deployment, a message may be sent
     *     by two of them
     * @param broker where these messages go; not closed by the relay
     * @param destinations as in the messages; at least one, and none that another route has
     * @return this
     */
    public Builder route(String route, MessageBroker broker, String... destinations) {
      RouteRules.require(routes.values(), route, List.of(destinations));
      routes.put(route, new Route(route, broker, Destinations.only(Set.of(destinations))));
      return this;
    }

    /**
     * Also hears of messages from other processes, which say so with {@link
     * Outbox.Builder#notifyRelays()}, instead of finding them at the end of a pause. Takes one more
     * connection and keeps it, so the data source needs one for each thread of each route and this
     * one; behind a pooler that shares connections between transactions it has no effect.
     *
     * @return this
     */
    public Builder listen() {
      this.listening = true;
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
          new RelaySettings(
              name, batchSize, confirmWithin, freeLanesAfter, poll, backOff, passing, threads);
      SchemaTables tables =
          SchemaTables.ready(Migrations.in(dataSource, schema, "outbox"), migrations);
      LaneTable.create(dataSource, tables, routes.keySet());
      built = true;
      List<RelayLoop> loops = new ArrayList<>();
      loops.addAll(loops(tables, settings, defaultRoute()));
      routes.values().forEach(route -> loops.addAll(loops(tables, settings, route)));
      WakeUps wakeUps = new WakeUps(dataSource, tables.schema(), settings, listening);
      return new OutboxRelay(name, freeLanesAfter, List.copyOf(loops), wakeUps);
    }

    /** What no other route takes. */
    private Route defaultRoute() {
      Set<String> elsewhere = new HashSet<>();
      routes.values().forEach(route -> elsewhere.addAll(route.destinations().names()));
      return new Route("", broker, Destinations.allBut(elsewhere));
    }

    private List<RelayLoop> loops(SchemaTables tables, RelaySettings settings, Route route) {
      SharedRoute shared = SharedRoute.of(tables, route);
      List<RelayLoop> loops = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        String suffix =
            (route.name().isEmpty() ? "" : "-" + route.name()) + (i == 1 ? "" : "-" + i);
        loops.add(new RelayLoop(dataSource, shared, settings, name + suffix));
      }
      return loops;
    }
  }
}
