package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndingTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Ending ending = new Ending();

  @Test
  void a_rest_ends_when_it_is_woken_before_or_meanwhile() {
    ending.wake();
    assertThat(ending.comesWithin(Pause.rest(LONG))).isFalse();

    InBackground.run(
        () -> {
          ending.wake();
          return null;
        });
    assertThat(ending.comesWithin(Pause.rest(LONG))).isFalse();
  }

  @Test
  void one_wake_ends_one_rest() {
    ending.wake();
    ending.wake();
    ending.comesWithin(Pause.rest(LONG));

    assertThat(nanosOf(Pause.rest(SHORT))).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  @Test
  void the_pause_of_an_outage_is_made_in_full_and_the_wake_is_kept_for_the_next_rest() {
    ending.wake();

    assertThat(nanosOf(Pause.backOff(SHORT))).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(ending.comesWithin(Pause.rest(LONG))).isFalse();
  }

  @Test
  void the_end_cuts_every_pause_short() {
    ending.tell();

    assertThat(ending.comesWithin(Pause.backOff(LONG))).isTrue();
    assertThat(ending.comesWithin(Pause.rest(LONG))).isTrue();
    assertThat(ending.comesWithin(Pause.NONE)).isTrue();
  }

  @Test
  void an_interruption_that_was_left_behind_does_not_shorten_a_pause() {
    Thread.currentThread().interrupt();

    assertThat(nanosOf(Pause.rest(SHORT))).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(Thread.interrupted()).isFalse();
  }

  private long nanosOf(Pause pause) {
    long beginning = System.nanoTime();
    assertThat(ending.comesWithin(pause)).isFalse();
    return System.nanoTime() - beginning;
  }
}
