package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** One writer after the other, named as PostgreSQL names their transactions. */
class CommitHorizonTest {

  private static final int PATIENCE = 10;

  private final CommitHorizon horizon = new CommitHorizon();

  @Test
  void what_nobody_writes_is_decided_by_the_second_look() {
    assertQuiet(100);
    assertThat(horizon.decided()).isZero();

    assertQuiet(100);
    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void what_was_drawn_before_a_look_is_decided_when_those_it_saw_have_ended() {
    assertQuiet(100, "3/1", "4/1");
    assertQuiet(120, "4/1", "5/1");
    assertThat(horizon.decided()).isZero();

    assertQuiet(130, "5/1", "3/2");
    assertThat(horizon.decided()).isEqualTo(100);

    assertQuiet(140, "3/2");
    assertThat(horizon.decided()).isEqualTo(100);
    assertQuiet(140);
    assertThat(horizon.decided()).isEqualTo(130);
  }

  @Test
  void a_new_transaction_of_the_same_connection_is_another_writer() {
    assertQuiet(100, "3/1");
    assertQuiet(100, "3/2");

    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void a_writer_who_does_not_end_is_not_waited_for_and_read_for_when_he_ends() {
    assertQuiet(50);
    assertQuiet(60, "3/1");
    assertThat(horizon.decided()).isEqualTo(50);
    for (int i = 1; i < PATIENCE; i++) {
      assertQuiet(60 + i, "3/1");
      assertThat(horizon.decided()).isEqualTo(50);
    }
    assertQuiet(70, "3/1");
    assertThat(horizon.decided()).isEqualTo(60);
    assertQuiet(80, "3/1");
    assertThat(horizon.decided()).isEqualTo(70);

    assertThat(look(80)).isEqualTo(51);
    assertQuiet(80);
  }

  @Test
  void of_several_who_came_late_each_is_read_for() {
    assertQuiet(10, "3/1");
    outlast(20, "3/1");
    outlast(30, "3/1", "4/1");

    assertThat(look(40, "3/1")).isEqualTo(21);
    assertThat(look(40)).isEqualTo(1);

    assertQuiet(50, "3/2", "4/2");
    outlast(60, "3/2", "4/2");
    assertThat(look(70)).isEqualTo(41);
  }

  @Test
  void a_writer_who_prepares_is_still_waited_for() {
    assertQuiet(100, "3/1");
    assertQuiet(110, "-1/700");
    assertThat(horizon.decided()).isZero();

    assertQuiet(120);
    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void one_who_was_prepared_long_ago_is_read_for_when_he_ends() {
    assertQuiet(100, "3/1");
    outlast(110, "-1/700");
    assertQuiet(120, "-1/700");
    assertThat(horizon.decided()).isPositive();

    assertThat(look(120)).isEqualTo(1);
  }

  @Test
  void one_who_is_prepared_after_he_was_given_up_is_read_for_when_he_ends() {
    assertQuiet(100, "3/1");
    outlast(110, "3/1");
    horizon.look(120, Set.of("-1/700"));
    assertQuiet(130, "-1/700");

    assertThat(look(140)).isEqualTo(1);
  }

  @Test
  void one_who_was_prepared_before_the_first_look_keeps_nobody_waiting_for_ever() {
    for (int i = 0; i <= PATIENCE; i++) {
      assertQuiet(100, "-1/700");
    }

    assertThat(horizon.decided()).isEqualTo(100);
    assertThat(look(100)).isEqualTo(1);
  }

  @Test
  void forgets_ids_and_writers_of_a_database_that_may_be_another() {
    assertQuiet(100);
    assertQuiet(100);
    outlast(110, "3/1");

    horizon.forget();

    assertThat(horizon.decided()).isZero();
    assertQuiet(5);
    assertThat(horizon.decided()).isZero();
    assertQuiet(5);
    assertThat(horizon.decided()).isEqualTo(5);
  }

  private void outlast(long lastDrawn, String... writers) {
    for (int i = 0; i <= PATIENCE + 1; i++) {
      assertQuiet(lastDrawn, writers);
    }
  }

  private void assertQuiet(long lastDrawn, String... writers) {
    assertThat(horizon.look(lastDrawn, Set.of(writers))).isEmpty();
  }

  private long look(long lastDrawn, String... writers) {
    return horizon.look(lastDrawn, Set.of(writers)).orElseThrow();
  }
}
