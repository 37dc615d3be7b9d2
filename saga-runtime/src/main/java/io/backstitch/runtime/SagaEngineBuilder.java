package io.backstitch.runtime;

import io.backstitch.definition.SagaDefinition;
import io.backstitch.outbox.Outbox;
import io.backstitch.outbox.migration.Migrations;
import io.backstitch.outbox.migration.SchemaTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link SagaEngine}. Serves for one {@link #build()}; not safe for use by several
 * threads.
 */
public final class SagaEngineBuilder {

  private final DataSource dataSource;
  private final SagaCatalog catalog = new SagaCatalog();
  private final List<FailureClassifier> classifiers = new ArrayList<>();
  private final List<SagaListener> listeners = new ArrayList<>();
  private SagaCodec codec = SagaCodec.jackson();
  private @Nullable String schema;
  private boolean migrations = true;
  private boolean notifyRelays;
  private String name = "engine";
  private Duration lease = Duration.ofSeconds(15);
  private Duration pollEvery = Duration.ofMillis(200);
  private Duration closeWithin = Duration.ofSeconds(20);
  private Optional<Duration> keepFinished = Optional.empty();
  private int mostSagas = 1_000;
  private int maxRecoveries = 10;
  private int maxPayloadBytes = 1024 * 1024;
  private boolean built;

  SagaEngineBuilder(DataSource dataSource) {
    this.dataSource = given(dataSource, "dataSource");
  }

  private static <T> T given(@Nullable T value, String setting) {
    if (value == null) {
      throw new IllegalArgumentException(
          "SagaEngineBuilder.%s was given null. Nothing was set and no engine was started. Give a value, or leave the call out where there is a default."
              .formatted(setting));
    }
    return value;
  }

  /**
   * Adds a saga that the engine can run. Several versions of one saga may be registered: each
   * instance keeps to the one that it began with.
   *
   * @param definition usually from a generated {@code …Definition.of(…)}
   * @return this
   * @throws IllegalArgumentException if this saga and version is registered already, or a step
   *     wants something from the engine that it does not provide
   */
  public SagaEngineBuilder register(SagaDefinition<?, ?> definition) {
    catalog.add(given(definition, "register"));
    return this;
  }

  /**
   * How long after its last heartbeat an engine counts as dead, so that others take its sagas over.
   * It renews the heartbeat four times as often. A paused process that wakes up later can do no
   * harm: what it still writes does not count.
   *
   * @param lease 15 s if not called; 100 ms or more, 1 day at most
   * @return this
   */
  public SagaEngineBuilder leaseFor(Duration lease) {
    this.lease = given(lease, "leaseFor");
    return this;
  }

  /**
   * How often the engine looks for sagas that were submitted in a transaction, or whose waiting
   * time is over, and for the ends of sagas that run elsewhere and are waited for here.
   *
   * @param interval 200 ms if not called; 1 ms or more, 1 day at most
   * @return this
   */
  public SagaEngineBuilder pollEvery(Duration interval) {
    this.pollEvery = given(interval, "pollEvery");
    return this;
  }

  /**
   * How many sagas the engine runs at a time in threads of its own: submitted ones, and ones that
   * it takes from the table. More of them wait in the table, durably and without memory. Sagas of
   * callers of {@link SagaEngine#run} and {@link SagaEngine#execute} come on top: their callers are
   * the limit.
   *
   * <p>On a JVM without virtual threads (before 21) the engine has 64 threads, so 64 steps run at a
   * time; sagas beyond that which the engine has taken already wait in memory for a thread, while
   * other engines cannot take them. Set a limit near 64 there if steps take long and several
   * engines share the work.
   *
   * @param count 1,000 if not called; 1 or more
   * @return this
   */
  public SagaEngineBuilder mostSagas(int count) {
    this.mostSagas = count;
    return this;
  }

  /**
   * How long {@link SagaEngine#close()} waits for steps that run.
   *
   * @param limit 20 s if not called; 1 day at most
   * @return this
   */
  public SagaEngineBuilder closeWithin(Duration limit) {
    this.closeWithin = given(limit, "closeWithin");
    return this;
  }

  /**
   * Removes sagas with their journals when they have been {@code COMPLETED} or {@code COMPENSATED}
   * for longer than this, by the database's clock: in the background, in small transactions, beside
   * the sagas that run. Those that are parked or paused are never removed, and rows of {@code
   * saga_outbox} are not touched.
   *
   * <p>After that the key is free: a start with it begins a new saga. Whoever waits for the end of
   * a saga that another engine ran, and could not ask the database while it was kept, gets a {@link
   * SagaStorageException} instead of it; so choose a time longer than any outage.
   *
   * <p>It is enough if one of the engines on the same tables is told so; if several are, the
   * shortest time counts.
   *
   * @param time kept for ever if not called; 1 minute or more, 36,500 days at most
   * @return this
   */
  public SagaEngineBuilder keepFinishedFor(Duration time) {
    this.keepFinished = Optional.of(given(time, "keepFinishedFor"));
    return this;
  }

  /**
   * How often a saga may be taken over from dead engines without recording anything in between.
   * Then it is parked: one of its steps probably kills its process.
   *
   * @param count 10 if not called; 1 or more
   * @return this
   */
  public SagaEngineBuilder maxRecoveries(int count) {
    this.maxRecoveries = count;
    return this;
  }

  /**
   * The longest input and the longest result of a step.
   *
   * @param bytes of JSON in UTF-8; 1 MiB if not called
   * @return this
   */
  public SagaEngineBuilder maxPayloadBytes(int bytes) {
    this.maxPayloadBytes = bytes;
    return this;
  }

  /**
   * How inputs, results and events are written as JSON; {@link SagaCodec#jackson()} if not called.
   *
   * @param codec the codec
   * @return this
   */
  public SagaEngineBuilder codec(SagaCodec codec) {
    this.codec = given(codec, "codec");
    return this;
  }

  /**
   * Adds a classifier of exceptions that are no {@link StepFailure}; asked before the standard one,
   * in the order of these calls.
   *
   * @param classifier the classifier
   * @return this
   */
  public SagaEngineBuilder classifyFailures(FailureClassifier classifier) {
    classifiers.add(given(classifier, "classifyFailures"));
    return this;
  }

  /**
   * Adds a listener, told of each fact that this engine records, after those added before.
   *
   * @param listener the listener
   * @return this
   */
  public SagaEngineBuilder listener(SagaListener listener) {
    listeners.add(given(listener, "listener"));
    return this;
  }

  /**
   * Tells relays of other processes when a step has published events, if they {@link
   * io.backstitch.outbox.OutboxRelay.Builder#listen() listen}, so that these are sent within
   * milliseconds: by PostgreSQL's NOTIFY, in a transaction of its own, at most every 10 ms. Relays
   * of this JVM are told in any case, and all others find the events by looking.
   *
   * @return this
   */
  public SagaEngineBuilder notifyRelays() {
    this.notifyRelays = true;
    return this;
  }

  /**
   * Names the schema of the tables, instead of the one that is current on a connection.
   *
   * @param schema created with the tables if it does not exist
   * @return this
   */
  public SagaEngineBuilder schema(String schema) {
    this.schema = schema;
    return this;
  }

  /**
   * For those who run migrations themselves: {@link #build()} then only looks whether they were.
   *
   * @return this
   */
  public SagaEngineBuilder withoutMigrations() {
    this.migrations = false;
    return this;
  }

  /**
   * The engine's name in logs and in {@code saga_engine}.
   *
   * @param name {@code engine} if not called
   * @return this
   */
  public SagaEngineBuilder name(String name) {
    this.name = given(name, "name");
    return this;
  }

  /**
   * Makes sure that the tables are there, and starts the engine.
   *
   * @return the engine, which runs until it is closed
   * @throws IllegalArgumentException if a setting cannot be, or the data source's connections talk
   *     to PostgreSQL in a way that the engine cannot use: {@code preferQueryMode=simple}
   * @throws IllegalStateException if this builder has built an engine before
   * @throws io.backstitch.outbox.migration.MigrationException if the tables are not as they must
   *     be, or the database cannot be reached
   * @throws SagaStorageException if the database fails after that; nothing is left running, and the
   *     engine may be built again
   */
  public SagaEngine build() {
    if (built) {
      throw new IllegalStateException(
          "This SagaEngineBuilder has built its engine already. No second one was started. Share the first, or call SagaEngine.builder(...) again.");
    }
    EngineSettings settings =
        new EngineSettings(
            UUID.randomUUID(),
            name,
            lease,
            pollEvery,
            mostSagas,
            maxRecoveries,
            closeWithin,
            keepFinished);
    SagaValues values = new SagaValues(codec, maxPayloadBytes);
    SchemaTables tables =
        SchemaTables.ready(Migrations.in(dataSource, schema, "runtime"), migrations);
    SagaEngine engine = start(support(settings, values, tables), tables);
    built = true;
    return engine;
  }

  private SagaEngine start(RunSupport support, SchemaTables tables) {
    boolean started = false;
    try {
      SagaEngine engine = new SagaEngine(catalog, support, tables).start();
      keepFinished.ifPresent(keep -> retention(support, tables, keep).start());
      started = true;
      return engine;
    } catch (SQLException | DataAccessException e) {
      throw new SagaStorageException(
          "Engine %s could not be started: %s. Nothing runs. Build it again when the database answers."
              .formatted(name, e.getMessage()),
          e);
    } finally {
      if (!started) {
        support.timer().shutdownNow();
        support.threads().shutdownNow();
        support.decisions().shutdownNow();
      }
    }
  }

  private static Retention retention(RunSupport support, SchemaTables tables, Duration keep) {
    EngineSettings settings = support.settings();
    Transactions transactions = support.recorder().transactions();
    FinishedSagas sagas = new FinishedSagas(tables, transactions, settings.lease(), keep);
    return new Retention(sagas, support::after, settings, keep);
  }

  private Outbox outbox(String inSchema) {
    Outbox.Builder outbox = Outbox.builder(dataSource).schema(inSchema);
    if (notifyRelays) {
      outbox.notifyRelays();
    }
    return migrations ? outbox.build() : outbox.withoutMigrations().build();
  }

  private ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "backstitch-timer-" + name);
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** What can fail comes before what would have to be closed: {@code threads} is opened last. */
  private RunSupport support(EngineSettings settings, SagaValues values, SchemaTables tables) {
    SagaLog sagaLog = new SagaLog(tables);
    Transactions transactions = new Transactions(dataSource);
    Outbox outbox = outbox(tables.schema());
    BatchStatement statement = new BatchStatement(tables, outbox.statement());
    return new RunSupport(
        settings,
        sagaLog,
        statement,
        outbox,
        new CombinedWriter(transactions, statement),
        new SagaRecorder(transactions, sagaLog),
        new StepExecution(values, new FailureJudge(classifiers)),
        StepThreads.open(name),
        StepThreads.forDecisions(name),
        timer(),
        new SagaListeners(List.copyOf(listeners)),
        new AtomicBoolean());
  }
}
