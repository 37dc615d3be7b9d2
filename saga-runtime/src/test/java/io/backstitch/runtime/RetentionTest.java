package io.backstitch.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.runtime.Retention.Piece;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** In which steps a pass goes through the table, and when it rests; without a table and a clock. */
class RetentionTest {

  private static final UUID BEGINNING = new UUID(0, 0);
  private static final UUID FIRST = new UUID(1, 0);
  private static final UUID SECOND = new UUID(2, 0);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration REST = Duration.ofMinutes(1);

  private final List<UUID> asked = new ArrayList<>();
  private final List<Duration> waited = new ArrayList<>();
  private final Queue<Retention.Table> answers = new ArrayDeque<>();
  private Runnable next = () -> {};

  private Retention start(Duration keep) {
    EngineSettings settings =
        new EngineSettings(UUID.randomUUID(), "tidy", DAY, DAY, 1, 1, DAY, Optional.of(keep));
    Retention retention =
        new Retention(
            last -> {
              asked.add(last);
              return answers.remove().removeAfter(last);
            },
            (delay, action) -> {
              waited.add(delay);
              next = action;
              return null;
            },
            settings,
            keep);
    retention.start();
    return retention;
  }

  private void answer(UUID last, boolean hasOld, boolean isLast) {
    answers.add(after -> Optional.of(new Piece(last, 0, hasOld, isLast)));
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      next.run();
    }
  }

  @Test
  void goes_on_where_it_stopped_and_begins_anew_after_the_end_of_the_table() {
    start(DAY);
    answer(FIRST, true, false);
    answer(SECOND, true, true);
    answer(FIRST, true, false);

    look(3);

    assertThat(asked).containsExactly(BEGINNING, FIRST, BEGINNING);
    assertThat(waited.get(0)).isEqualTo(REST);
    assertThat(waited.get(1)).as("between two pieces").isLessThan(REST);
    assertThat(waited.get(2)).as("between two passes").isEqualTo(REST);
  }

  @Test
  void a_pass_ends_where_the_sagas_are_too_young() {
    start(DAY);
    answer(FIRST, false, false);
    answer(FIRST, false, false);

    look(2);

    assertThat(asked).containsExactly(BEGINNING, BEGINNING);
    assertThat(waited).containsExactly(REST, REST, REST);
  }

  @Test
  void invariant_9_now_and_then_a_pass_believes_no_order_that_wrong_clocks_gave_to_the_ids() {
    start(DAY);
    for (int i = 1; i < Retention.WHOLE_TABLE_EVERY; i++) {
      answer(FIRST, false, false);
    }
    look(Retention.WHOLE_TABLE_EVERY - 1);
    asked.clear();
    answer(FIRST, false, false);
    answer(SECOND, true, true);
    answer(FIRST, false, false);
    answer(FIRST, false, false);

    look(4);

    assertThat(asked).containsExactly(BEGINNING, FIRST, BEGINNING, BEGINNING);
  }

  @Test
  void rests_while_another_engine_does_it() {
    start(DAY);
    answers.add(last -> Optional.empty());
    answer(FIRST, true, false);

    look(2);

    assertThat(asked).containsExactly(BEGINNING, BEGINNING);
    assertThat(waited.subList(0, 2)).containsExactly(REST, REST);
  }

  @Test
  void tries_again_after_an_error() {
    start(DAY);
    answers.add(
        last -> {
          throw new SQLException("the database is away", "08006");
        });
    answers.add(
        last -> {
          throw new IllegalStateException("unheard of");
        });
    answer(FIRST, true, true);

    look(3);

    assertThat(asked).containsExactly(BEGINNING, BEGINNING, BEGINNING);
    assertThat(waited).containsExactly(REST, REST, REST, REST);
  }

  @Test
  void ends_with_its_engine() {
    EngineSettings settings =
        new EngineSettings(UUID.randomUUID(), "tidy", DAY, DAY, 1, 1, DAY, Optional.of(DAY));
    Retention closed =
        new Retention(
            last -> Objects.requireNonNull(answers.remove()).removeAfter(last),
            (delay, action) -> {
              throw new RejectedExecutionException("closed");
            },
            settings,
            DAY);

    closed.start();

    assertThat(answers).isEmpty();
  }

  @Test
  void the_shorter_sagas_are_kept_the_more_often_it_looks() {
    assertThat(start(Duration.ofMinutes(1)).rest()).isEqualTo(Duration.ofSeconds(1));
    assertThat(start(Duration.ofMinutes(10)).rest()).isEqualTo(Duration.ofSeconds(10));
    assertThat(start(Duration.ofDays(100)).rest()).isEqualTo(REST);
  }
}
