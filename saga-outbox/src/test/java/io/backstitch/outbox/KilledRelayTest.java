package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import io.backstitch.servers.JavaProcess;
import io.backstitch.servers.PostgresProxy;
import io.backstitch.servers.PostgresServer;
import io.backstitch.servers.ProxyTrap;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What only a process can suffer, at every point of a relay's turn. Another relay goes on. */
@Timeout(120)
class KilledRelayTest {

  /** In few lanes, so that one turn sends all. */
  static final int LETTERS = 120;

  private static final int KEYS = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final Database db = Database.fresh();

  private final PostgresProxy proxy = PostgresProxy.before(PostgresServer.shared());
  private Letters letters;
  private int written;

  @BeforeEach
  void write() throws Exception {
    letters = new Letters(db);
    TableBroker.createTable(db);
    writeLetters();
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  void killed_at_any_point_it_leaves_to_others_what_it_had_not_committed(TurnPoint point)
      throws Exception {
    try (Connection gate = TableBroker.shutGate(db);
        JavaProcess relay = relayThatStops(point, JavaProcess::kill, ProxyTrap::cutAfter)) {
      assertThat(relay.isAlive()).isFalse();
      assertThat(gate.isValid(0)).isTrue();
      writeLetters();
      letAnotherRelayTheRest();
    }

    assertNothingLostOrOutOfOrder();
    assertThat(deliveries()).isEqualTo(written + point.inDoubt);
  }

  @ParameterizedTest
  @EnumSource
  void frozen_at_any_point_it_gives_up_its_lanes_and_thawed_it_goes_on(TurnPoint point)
      throws Exception {
    Connection gate = TableBroker.shutGate(db);
    Consumer<JavaProcess> freezeWhileAnotherGoesOn =
        process -> {
          process.freeze();
          writeLetters();
          letAnotherRelayTheRest();
        };
    try (JavaProcess relay = relayThatStops(point, freezeWhileAnotherGoesOn, ProxyTrap::run)) {
      gate.close();
      relay.thaw();
      writeLetters();
      awaitEmpty();
      relay.terminate();
      relay.awaitExit(PATIENCE);
    }

    assertNothingLostOrOutOfOrder();
    assertThat(deliveries()).isBetween(written + (long) point.inDoubt, written + (long) LETTERS);
    assertThat(db.number("select count(*) from (select distinct relay, id from delivered) as d"))
        .as("no relay sends a message twice")
        .isEqualTo(deliveries());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEFORE_SENDING", "BEFORE_CONFIRMATION"})
  void cut_off_from_the_database_at_any_point_it_sends_nothing_twice(TurnPoint point)
      throws Exception {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(proxy.jdbcUrl(db));
    ProxyTrap trap = proxy.at(point.moment, point.request).cut();
    try (TableBroker broker = new TableBroker(db.dataSource(), "cut off", -1);
        OutboxRelay relay = OutboxRelay.builder(dataSource, broker).build()) {
      relay.start();
      trap.await(PATIENCE);
      writeLetters();
      awaitEmpty();
    }

    assertNothingLostOrOutOfOrder();
    assertThat(deliveries()).isEqualTo(written);
  }

  @Test
  void killed_while_it_has_nothing_to_do_it_is_not_missed() throws Exception {
    try (JavaProcess relay = start(TableBroker.Stuck.NEVER)) {
      awaitEmpty();
      relay.kill();
      writeLetters();
      letAnotherRelayTheRest();
    }

    assertNothingLostOrOutOfOrder();
    assertThat(deliveries()).isEqualTo(written);
  }

  @Test
  void frozen_while_it_has_nothing_to_do_it_keeps_nothing_from_others() throws Exception {
    try (JavaProcess relay = start(TableBroker.Stuck.NEVER)) {
      awaitEmpty();
      relay.freeze();
      writeLetters();
      letAnotherRelayTheRest();
      relay.thaw();
      writeLetters();
      awaitEmpty();
    }

    assertNothingLostOrOutOfOrder();
    assertThat(deliveries()).isEqualTo(written);
  }

  /** How a trap is set. */
  private interface Setting {
    ProxyTrap set(ProxyTrap trap, Runnable action);
  }

  /** A relay to which something has been done at that point. */
  private JavaProcess relayThatStops(TurnPoint point, Consumer<JavaProcess> done, Setting setting) {
    if (point.isInBroker()) {
      JavaProcess relay = start(point.stuck);
      relay.awaitOutput("stuck", PATIENCE);
      done.accept(relay);
      return relay;
    }
    JavaProcess[] relay = new JavaProcess[1];
    ProxyTrap trap =
        setting.set(proxy.at(point.moment, point.request), () -> done.accept(relay[0]));
    relay[0] = start(point.stuck);
    trap.await(PATIENCE);
    return relay[0];
  }

  private JavaProcess start(TableBroker.Stuck stuck) {
    return JavaProcess.start(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
        KillableRelay.class,
        proxy.jdbcUrl(db),
        db.url(),
        stuck.name());
  }

  private void letAnotherRelayTheRest() {
    try (TableBroker broker = new TableBroker(db.dataSource(), "other", -1);
        OutboxRelay relay = letters.relay(broker).build()) {
      relay.start();
      awaitEmpty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitEmpty() {
    await().atMost(PATIENCE).until(() -> letters.inOutbox() == 0);
  }

  private void writeLetters() {
    try {
      letters.append(
          IntStream.range(written, written + LETTERS)
              .mapToObj(i -> Letters.letter("k" + i % KEYS + " " + i))
              .toList());
      written += LETTERS;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long deliveries() throws Exception {
    return db.number("select count(*) from delivered");
  }

  private void assertNothingLostOrOutOfOrder() throws Exception {
    List<Map<String, Object>> firsts =
        db.rows("select key, number from delivered group by key, number order by min(place)");
    assertThat(firsts).hasSize(written);
    firsts.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get("key"),
                Collectors.mapping(row -> (Integer) row.get("number"), Collectors.toList())))
        .forEach((key, numbers) -> assertThat(numbers).as("first of %s", key).isSorted());
  }
}
