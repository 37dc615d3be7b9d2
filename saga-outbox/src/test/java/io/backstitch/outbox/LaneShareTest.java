package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneShareTest {

  private final LaneShare share = new LaneShare();

  @Test
  void takes_many_lanes_at_first_but_leaves_most_of_them_to_others() {
    assertThat(share.lanes()).isEqualTo(64).isLessThanOrEqualTo(Lane.COUNT / 4);
  }

  @Test
  void takes_half_as_many_each_time_that_it_meets_others_but_never_too_few() {
    assertThat(afterMeeting(1)).isEqualTo(32);
    assertThat(afterMeeting(1)).isEqualTo(16);
    assertThat(afterMeeting(10)).isEqualTo(16);
  }

  @Test
  void takes_more_again_when_it_has_been_alone_for_a_while() {
    afterMeeting(2);

    assertThat(afterTurnsAlone(63)).isEqualTo(16);
    assertThat(afterTurnsAlone(1)).isEqualTo(32);
    assertThat(afterTurnsAlone(63)).isEqualTo(32);
    assertThat(afterTurnsAlone(1)).isEqualTo(64);
    assertThat(afterTurnsAlone(1_000)).isEqualTo(64);
  }

  @Test
  void one_meeting_makes_it_wait_anew() {
    afterMeeting(2);
    afterTurnsAlone(63);
    afterMeeting(1);

    assertThat(afterTurnsAlone(63)).isEqualTo(16);
  }

  private int afterMeeting(int times) {
    for (int i = 0; i < times; i++) {
      share.saw(true);
    }
    return share.lanes();
  }

  private int afterTurnsAlone(int turns) {
    for (int i = 0; i < turns; i++) {
      share.saw(false);
    }
    return share.lanes();
  }
}
