package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Relays that would rest for a minute, unless they are woken. */
class WakeUpTest {

  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration PROMPTLY = Duration.ofSeconds(20);
  private static final String NOTIFY = "select 1 from pg_notify('backstitch_outbox', 'public')";
  private static final String LISTENERS =
      "from pg_stat_activity where datname = current_database() and query like 'listen %'";

  @RegisterExtension static final Database db = Database.fresh();

  private final RecordingBroker broker = new RecordingBroker();
  private Letters letters;

  @BeforeEach
  void empty() throws SQLException {
    letters = new Letters(db);
  }

  @AfterEach
  void nobodyListens() {
    await().atMost(PROMPTLY).until(() -> db.number("select count(*) " + LISTENERS) == 0);
  }

  @Test
  void writers_of_the_same_process_wake_it_after_their_commit() throws Exception {
    try (OutboxRelay relay = resting().build()) {
      relay.start();
      awaitRest();
      for (int i = 1; i <= 20; i++) {
        letters.append("a " + i);
        letters.outbox.wakeRelays();
        awaitDelivered("a " + i);
      }
    }
  }

  @Test
  void they_wake_all_relays_of_their_outbox_and_none_of_another() throws Exception {
    RecordingBroker others = new RecordingBroker();
    Outbox other = Outbox.builder(db.dataSource()).schema("elsewhere").build();
    try (OutboxRelay relay = resting().build();
        OutboxRelay ofOther =
            letters.relay(others).schema("elsewhere").pollEvery(REST, REST).build()) {
      relay.start();
      awaitRest();
      ofOther.start();
      awaitRest();
      letters.append("a 1");
      try (Connection connection = letters.transaction()) {
        other.append(connection, Letters.letter("o 1"));
        connection.commit();
      }

      other.wakeRelays();
      await().atMost(PROMPTLY).until(() -> others.delivered.contains("o 1"));
      assertThat(broker.handed).isEmpty();

      letters.outbox.wakeRelays();
      awaitDelivered("a 1");
    }
  }

  @Test
  void a_writer_who_rolls_back_wakes_it_for_nothing() throws Exception {
    try (OutboxRelay relay = resting().build()) {
      relay.start();
      awaitRest();
      try (Connection connection = letters.transaction()) {
        letters.outbox.append(connection, Letters.letter("a never"));
        letters.outbox.wakeRelays();
        connection.rollback();
      }
      letters.outbox.wakeRelays();
      letters.append("b 1");
      letters.outbox.wakeRelays();
      awaitDelivered("b 1");
    }

    assertThat(broker.handedOver()).containsExactly("b 1");
  }

  @Test
  void writers_of_another_process_wake_it_when_it_listens() throws Exception {
    try (OutboxRelay relay = resting().listen().build()) {
      relay.start();
      awaitListener(0);
      awaitRest();
      try (JavaProcess writer = JavaProcess.start(RingingWriter.class, db.url())) {
        awaitDelivered("from elsewhere");
        assertThat(writer.awaitExit(PROMPTLY)).isZero();
      }
    }
  }

  @Test
  void it_hears_what_it_missed_when_its_connection_was_lost() throws Exception {
    try (OutboxRelay relay = resting().listen().build()) {
      relay.start();
      long pid = awaitListener(0);
      awaitRest();
      for (int i = 1; i <= 3; i++) {
        letters.append("a " + i);
        assertThat(db.number("select count(pg_terminate_backend(pid)) " + LISTENERS)).isEqualTo(1);
        db.execute(NOTIFY);
        awaitDelivered("a " + i);
        pid = awaitListener(pid);
      }
      letters.append("a 4");
      db.execute(NOTIFY);
      awaitDelivered("a 4");
    }
  }

  @Test
  void one_that_does_not_listen_is_woken_from_its_own_process_all_the_same() throws Exception {
    Outbox outbox = Outbox.builder(db.dataSource()).notifyRelays().build();
    try (OutboxRelay relay = resting().build()) {
      relay.start();
      awaitRest();
      db.execute(NOTIFY);
      letters.append("a 1");
      outbox.wakeRelays();
      awaitDelivered("a 1");
    }
  }

  @Test
  void one_that_cannot_listen_relays_all_the_same() throws Exception {
    try (OutboxRelay relay =
        OutboxRelay.builder(new DeafDataSource(), broker).name("resting").listen().build()) {
      relay.start();
      letters.append("a 1");
      awaitDelivered("a 1");
    }
  }

  @Test
  void of_many_rings_few_are_sent_and_one_comes_after_the_last() throws Exception {
    Outbox outbox = Outbox.builder(db.dataSource()).notifyRelays().build();
    try (Connection listener = db.dataSource().getConnection()) {
      Notifications.listen(listener);
      int heard = 0;
      for (int burst = 0; burst < 5; burst++) {
        for (int i = 0; i < 2_000; i++) {
          outbox.wakeRelays();
        }
        letters.append("burst " + burst);
        outbox.wakeRelays();
        assertThat(Notifications.news(listener, "public", PROMPTLY)).isTrue();
        heard++;
      }
      var more = listener.unwrap(PGConnection.class).getNotifications(200);
      heard += more == null ? 0 : more.length;
      assertThat(heard).isLessThan(1_000);
      Notifications.listenNoMore(listener);
    }
  }

  @Test
  void a_bell_without_a_database_rings_in_silence_and_its_thread_ends_when_nobody_rings()
      throws Exception {
    RelayBell bell = new RelayBell(nowhere(), "public", true);

    for (int i = 0; i < 100; i++) {
      bell.ring();
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> threads("outbox-bell") == 0);
    bell.ring();
    assertThat(threads("outbox-bell")).isEqualTo(1);
  }

  private static DataSource nowhere() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(db.url() + "&connectTimeout=1");
    dataSource.setDatabaseName("nowhere");
    return dataSource;
  }

  private OutboxRelay.Builder resting() {
    return letters
        .relay(broker)
        .name("resting")
        .pollEvery(REST, REST)
        .backOff(Duration.ofMillis(1), Duration.ofMillis(10));
  }

  private void awaitDelivered(String letter) {
    await().atMost(PROMPTLY).until(() -> broker.delivered.contains(letter));
  }

  /** All relays that run have found nothing. */
  private static void awaitRest() {
    await().atMost(PROMPTLY).until(() -> threads("resting") > 0 && allRest());
  }

  private static boolean allRest() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> List.of("resting", "outbox-relay").contains(thread.getKey().getName()))
        .allMatch(
            thread ->
                thread.getKey().getState() == Thread.State.TIMED_WAITING
                    && Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("comesWithin")));
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  /** Has no connections left for those who listen. */
  private static final class DeafDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    DeafDataSource() {
      setUrl(db.url());
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (Thread.currentThread().getName().endsWith("-listener")) {
        throw new SQLException("too many connections");
      }
      return super.getConnection();
    }
  }

  /** The process of PostgreSQL that another one than this listens with. */
  private static long awaitListener(long other) {
    return await()
        .atMost(PROMPTLY)
        .until(
            () -> db.number("select coalesce(max(pid), 0) " + LISTENERS),
            pid -> pid != 0 && pid != other);
  }

  @Test
  void the_bell_rings_again_after_an_error() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    AtomicInteger opened = new AtomicInteger();
    DataSource sometimes =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  opened.incrementAndGet();
                  if (broken.get()) {
                    throw new NoClassDefFoundError("once");
                  }
                  return method.invoke(db.dataSource(), arguments);
                });
    Outbox outbox = Outbox.builder(sometimes).notifyRelays().build();
    broken.set(true);
    int before = opened.get();
    outbox.wakeRelays();
    await().until(() -> opened.get() > before);
    broken.set(false);

    int after = opened.get();
    await()
        .until(
            () -> {
              outbox.wakeRelays();
              return opened.get() > after;
            });
  }
}
