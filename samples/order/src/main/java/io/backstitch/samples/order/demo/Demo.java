package io.backstitch.samples.order.demo;

import io.backstitch.runtime.SagaEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens the shops, kills some of them, waits for the end, and has everything audited. */
final class Demo {

  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DemoSettings settings;
  private final Screen screen;

  private Demo(DemoSettings settings) {
    this.settings = settings;
    this.screen = new Screen(System.out, settings.terminal());
  }

  public static void main(String[] arguments) throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted.set(true)));
    boolean holds;
    try {
      holds = new Demo(DemoSettings.of(arguments)).run();
    } catch (RuntimeException | SQLException e) {
      if (interrupted.get()) {
        return; // Everything is being taken away from under us.
      }
      throw e;
    }
    System.exit(holds ? 0 : 1);
  }

  /** Returns whether the audit holds. */
  private boolean run() throws SQLException, InterruptedException {
    Season season = settings.season();
    screen.say("Starting PostgreSQL (fsync on) and Kafka ...");
    try (DemoServers servers = DemoServers.start()) {
      Databases databases = servers.createDatabases();
      prepare(databases);
      screen.say(
          String.format(
              Locale.ROOT,
              "Orders: %,d (seed %d). Processes: %d shops, %d relays.",
              season.orders(),
              season.seed(),
              settings.engines(),
              Fleet.RELAYS));
      long start = System.nanoTime();
      EventConsumer consumer = EventConsumer.start(servers.bootstrapServers(), DemoServers.TOPICS);
      try (Fleet fleet = Fleet.start(settings, databases, servers.bootstrapServers())) {
        if (watch(fleet, new Figures(databases.shop()), consumer.delivered())) {
          screen.say(
              String.format(Locale.ROOT, "Done after %.1f s.", (System.nanoTime() - start) / 1e9));
        } else {
          screen.say(
              String.format(
                  Locale.ROOT,
                  "Nothing has changed for %d s. What the processes said:",
                  PATIENCE.toSeconds()));
          fleet.outputs().forEach(screen::say);
        }
        fleet.drain();
      }
      consumer.close();
      AuditReport report = new Audit(databases, season).of(consumer.delivered());
      report.lines().forEach(screen::say);
      return report.holds();
    }
  }

  private void prepare(Databases databases) throws SQLException {
    DatabaseSetup.create(databases, settings.season());
    PGSimpleDataSource shop = new PGSimpleDataSource();
    shop.setUrl(databases.shop());
    // The first engine creates Backstitch's own tables.
    SagaEngine.builder(shop).build().close();
    DatabaseSetup.countEvents(databases);
  }

  /** Until everything has ended; false if nothing has changed for a long time. */
  private boolean watch(Fleet fleet, Figures shop, DeliveredEvents delivered)
      throws InterruptedException {
    boolean kill = settings.kills();
    int orders = settings.season().orders();
    Progress last = Progress.of(orders, shop, delivered);
    long changed = System.nanoTime();
    while (!last.isFinished() && System.nanoTime() - changed < PATIENCE.toNanos()) {
      Thread.sleep(TICK.toMillis());
      fleet.check();
      Progress now = Progress.of(orders, shop, delivered);
      screen.show(now);
      if (kill && now.isHalfWay()) {
        kill = false;
        fleet.killOneOfEach();
        screen.say("kill -9: one shop and one relay are gone, with all that they were doing");
      }
      if (!now.equals(last)) {
        last = now;
        changed = System.nanoTime();
      }
    }
    return last.isFinished();
  }
}
