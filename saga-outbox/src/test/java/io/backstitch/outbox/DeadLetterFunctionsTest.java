package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.backstitch.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The functions in the database that send dead letters again and discard them. */
class DeadLetterFunctionsTest {

  private static final String RESEND_ALL =
      "select saga_outbox_resend(array(select id from saga_outbox_dead), 'ann', 'test')";
  private static final String DISCARD_ALL =
      "select saga_outbox_discard(array(select id from saga_outbox_dead), 'ann', 'test')";

  @RegisterExtension static final Database db = Database.fresh();

  private Letters letters;
  private Graves graves;

  @BeforeEach
  void build() throws SQLException {
    letters = new Letters(db);
    graves = new Graves(db, "public");
    db.execute(
        "delete from saga_outbox_lane where route <> ''; update saga_outbox_lane set rewound = 0");
  }

  @Test
  void find_their_tables_whatever_the_search_path_and_the_name_of_the_schema() throws SQLException {
    String schema = "Odd \"Name$1";
    Outbox outbox = Outbox.builder(db.dataSource()).schema(schema).build();
    Graves odd = new Graves(db, schema);
    odd.dig(List.of("a", "b", "c"));
    odd.queueBehind("a", 1);
    String in = "\"Odd \"\"Name$1\".";

    try (Connection connection = db.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute("create temporary table saga_outbox_dead (id bigint, lane smallint)");
      sql.execute("set search_path = pg_temp");
      String ids = "array(select id from " + in + "saga_outbox_dead where key %s)";
      assertThat(
              call(sql, in + "saga_outbox_resend(" + ids.formatted("= 'a'") + ", 'ann', 'test')"))
          .isEqualTo(1);
      assertThat(
              call(sql, in + "saga_outbox_discard(" + ids.formatted("= 'b'") + ", 'ann', 'test')"))
          .isEqualTo(1);
    }
    assertThat(outbox.deadLetters().operations("ann", "test").resend(DeadLetterFilter.all()))
        .isEqualTo(1);

    assertThat(db.number("select count(*) from " + in + "saga_outbox")).isEqualTo(3);
    assertThat(db.number("select count(*) from " + in + "saga_outbox_dead_history")).isEqualTo(3);
  }

  @Test
  void put_back_message_and_followers_unchanged_in_the_place_that_they_had() throws SQLException {
    graves.dig(List.of("a"));
    graves.queueBehind("a", 2);
    String columns = "lane, id, message_id, destination, key, type, headers, payload, created_at";
    String before =
        "select %1$s from saga_outbox_dead union all select %1$s from saga_outbox_parked order by id"
            .formatted(columns);
    var rows = db.rows("select m::text from (" + before + ") as m");
    assertThat(rows).hasSize(3);

    db.number(RESEND_ALL);

    assertThat(
            db.rows(
                "select m::text from (select " + columns + " from saga_outbox order by id) as m"))
        .isEqualTo(rows);
  }

  @Test
  void tell_the_relays_of_all_routes_that_a_lane_has_messages_at_its_front_again()
      throws SQLException {
    db.execute(
        "insert into saga_outbox_lane (route, lane) select 'other', generate_series(0, 255)");
    graves.dig(List.of("a", "b", "c"));
    graves.queueBehind("b", 1);

    db.number(DISCARD_ALL);
    assertThat(rewound("a") + rewound("c")).isZero();
    assertThat(rewound("b")).isEqualTo(2);

    graves.dig(List.of("a"));
    db.number(RESEND_ALL);
    assertThat(rewound("a")).isEqualTo(2);
    assertThat(rewound("b")).isEqualTo(2);
  }

  @Test
  void wait_for_a_relay_and_see_what_it_has_parked_meanwhile() throws Exception {
    graves.dig(List.of("a"));
    try (Connection relay = letters.transaction();
        Statement sql = relay.createStatement()) {
      sql.execute("select from saga_outbox_lane where lane = " + Lane.of("a") + " for update");
      CompletableFuture<Void> resend = InBackground.run(() -> db.number(RESEND_ALL));
      awaitBlocked(1);
      park(sql, "a");
      relay.commit();
      resend.get(30, TimeUnit.SECONDS);
    }

    assertThat(letters.parked()).isZero();
    assertThat(letters.inOutbox()).isEqualTo(2);
  }

  @Test
  void wait_for_a_relay_whose_lanes_were_not_there_yet() throws Exception {
    graves.dig(List.of("a"));
    try (Connection relay = letters.transaction();
        Statement sql = relay.createStatement()) {
      sql.execute(
          "insert into saga_outbox_lane (route, lane) values ('new', " + Lane.of("a") + ")");
      park(sql, "a");
      CompletableFuture<Void> discard = InBackground.run(() -> db.number(DISCARD_ALL));
      awaitBlocked(1);
      relay.commit();
      discard.get(30, TimeUnit.SECONDS);
    }

    assertThat(letters.parked() + letters.dead()).isZero();
    assertThat(letters.inOutbox()).isEqualTo(1);
  }

  @Test
  void end_each_letter_once_when_two_people_want_the_same_in_another_order() throws Exception {
    graves.dig(List.of("a", "b", "c", "d"));
    CompletableFuture<Void> ann;
    CompletableFuture<Void> bob;
    try (Connection relay = letters.transaction();
        Statement sql = relay.createStatement()) {
      sql.execute("select from saga_outbox_lane where lane = " + Lane.of("c") + " for update");
      ann = InBackground.run(() -> db.number(resendInOrder("id")));
      awaitBlocked(1);
      bob = InBackground.run(() -> db.number(resendInOrder("id desc")));
      awaitBlocked(2);
      relay.rollback();
    }
    ann.get(30, TimeUnit.SECONDS);
    bob.get(30, TimeUnit.SECONDS);

    assertThat(letters.inOutbox()).isEqualTo(4);
    assertThat(
            db.number(
                "select max(n) from (select count(*) n from saga_outbox_dead_history"
                    + " where why = 'both' group by message_id) as h"))
        .isEqualTo(1);
  }

  @Test
  void release_twenty_thousand_followers_in_one_call() throws SQLException {
    graves.dig(List.of("a", "b"));
    graves.queueBehind("a", 20_000);

    try (Connection connection = db.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      // A second or two: far from it only if each follower were looked up among the others.
      sql.execute("set statement_timeout = " + Duration.ofSeconds(60).toMillis());
      assertThat(call(sql, RESEND_ALL.replace("select saga", "saga"))).isEqualTo(2);
    }

    assertThat(letters.inOutbox()).isEqualTo(20_002);
    assertThat(letters.parked()).isZero();
  }

  @Test
  void refuse_a_transaction_that_could_not_see_what_is_parked_meanwhile() throws SQLException {
    graves.dig(List.of("a"));
    assertRefused(
        "set transaction isolation level repeatable read; " + RESEND_ALL,
        "end as RESENT in a REPEATABLE READ transaction",
        "Nothing was changed. Call this in a READ COMMITTED transaction.");
  }

  @Test
  void refuse_to_act_for_nobody_or_without_a_reason() throws SQLException {
    graves.dig(List.of("a"));
    for (String texts : List.of("null, 'r'", "'a', null", "' ', 'r'", "repeat('a', 201), 'r'")) {
      assertRefused(
          "select saga_outbox_discard(array(select id from saga_outbox_dead), " + texts + ")",
          "end as DISCARDED without an actor of 1 to 200 or a reason of 1 to 2000 characters",
          "Nothing was changed. Say who acts and why");
    }
  }

  @Test
  void need_no_other_rights_than_the_page_says() throws SQLException {
    graves.dig(List.of("a"));
    graves.queueBehind("a", 1);
    db.execute(
        """
        create role dead_letter_operator;
        grant select, update, delete on saga_outbox_dead to dead_letter_operator;
        grant select, delete on saga_outbox_parked to dead_letter_operator;
        grant select, insert on saga_outbox, saga_outbox_dead_history to dead_letter_operator;
        grant select, update on saga_outbox_lane to dead_letter_operator
        """);
    try {
      db.execute("set role dead_letter_operator; " + RESEND_ALL);
    } finally {
      db.execute("drop owned by dead_letter_operator; drop role dead_letter_operator");
    }

    assertThat(letters.inOutbox()).isEqualTo(2);
  }

  @Test
  void do_nothing_for_no_letters() throws SQLException {
    assertThat(db.number("select saga_outbox_resend('{}', 'ann', 'test')")).isZero();
    assertThat(db.number("select saga_outbox_resend(null, 'ann', 'test')")).isZero();
    assertThat(db.number("select saga_outbox_discard('{-1}', 'ann', 'test')")).isZero();
  }

  private void assertRefused(String call, String... parts) throws SQLException {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> db.execute(call))
        .withMessageContainingAll(parts);
    assertThat(letters.dead()).isEqualTo(1);
  }

  private static String resendInOrder(String order) {
    return "select saga_outbox_resend(array(select id from saga_outbox_dead order by "
        + order
        + "), 'ann', 'both')";
  }

  private static void park(Statement sql, String key) throws SQLException {
    sql.execute(
        """
        insert into saga_outbox_parked
        select nextval(pg_get_serial_sequence('saga_outbox', 'id')), id, lane, gen_random_uuid(),
          destination, key, type, '{}', '', now()
        from saga_outbox_dead where key = '%s'
        """
            .formatted(key));
  }

  private static long rewound(String key) throws SQLException {
    return db.number("select sum(rewound) from saga_outbox_lane where lane = " + Lane.of(key));
  }

  private static long call(Statement sql, String function) throws SQLException {
    try (ResultSet row = sql.executeQuery("select " + function)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void awaitBlocked(int sessions) {
    await()
        .until(
            () ->
                db.number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database()")
                    == sessions);
  }
}
