package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** One writer after the other, named as PostgreSQL names their transactions. */
class CommitHorizonTest {

  private final CommitHorizon horizon = new CommitHorizon();

  @Test
  void what_nobody_writes_is_decided_by_the_second_look() {
    look(100);
    assertThat(horizon.decided()).isZero();

    look(100);
    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void what_was_drawn_before_a_look_is_decided_when_those_it_saw_have_ended() {
    look(100, "3/1", "4/1");
    look(120, "4/1", "5/1");
    assertThat(horizon.decided()).isZero();

    look(130, "5/1", "3/2");
    assertThat(horizon.decided()).isEqualTo(100);

    look(140, "3/2");
    assertThat(horizon.decided()).isEqualTo(100);
    look(140);
    assertThat(horizon.decided()).isEqualTo(130);
  }

  @Test
  void a_new_transaction_of_the_same_connection_is_another_writer() {
    look(100, "3/1");
    look(100, "3/2");

    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void a_writer_who_does_not_end_is_never_passed() {
    look(50);
    look(60, "3/1");
    for (int i = 1; i < 1_000; i++) {
      look(60 + i, "3/1", "4/" + i);
      assertThat(horizon.decided()).isEqualTo(50);
    }
    look(2_000, "4/1000");
    assertThat(horizon.decided()).isEqualTo(60);
  }

  @Test
  void a_writer_who_prepares_is_still_waited_for() {
    look(100, "3/1");
    look(110, "-1/700");
    assertThat(horizon.decided()).isZero();

    look(120);
    assertThat(horizon.decided()).isEqualTo(100);
  }

  @Test
  void one_who_was_prepared_before_the_first_look_is_waited_for_like_others() {
    look(100, "-1/700");
    look(110, "-1/700");
    assertThat(horizon.decided()).isZero();

    look(120);
    look(120);
    assertThat(horizon.decided()).isEqualTo(120);
  }

  @Test
  void ids_that_are_drawn_anew_make_everything_unknown() {
    look(100);
    look(100);
    assertThat(horizon.look(90, Set.of())).isFalse();
    assertThat(horizon.decided()).isZero();

    look(90);
    look(90);
    assertThat(horizon.decided()).isEqualTo(90);
  }

  @Test
  void forgets_ids_and_writers_of_a_database_that_may_be_another() {
    look(100);
    look(100);
    look(110, "3/1");

    horizon.forget();

    assertThat(horizon.decided()).isZero();
    look(5);
    assertThat(horizon.decided()).isZero();
    look(5);
    assertThat(horizon.decided()).isEqualTo(5);
  }

  private void look(long lastDrawn, String... writers) {
    assertThat(horizon.look(lastDrawn, Set.of(writers))).isTrue();
  }
}
