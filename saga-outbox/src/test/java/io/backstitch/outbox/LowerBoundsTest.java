package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LowerBoundsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final LowerBounds bounds = new LowerBounds(nanos::get);

  @Test
  void knows_nothing_at_first_and_names_every_lane_once_from_wherever_it_begins() {
    List<HeldLane> lanes = bounds.from(250).lanes();

    assertThat(lanes).hasSize(Lane.COUNT).doesNotHaveDuplicates();
    assertThat(lanes.get(0)).isEqualTo(new HeldLane((short) 250, 0, -1));
    assertThat(lanes.get(6)).isEqualTo(new HeldLane((short) 0, 0, -1));
    assertThat(lanes.get(255)).isEqualTo(new HeldLane((short) 249, 0, -1));
  }

  @Test
  void a_turn_moves_the_bounds_of_the_lanes_that_it_read_and_of_no_others() {
    advance(bounds.from(0), 7, 100, 3);

    assertThat(bounds.from(0).lanes().get(7)).isEqualTo(new HeldLane((short) 7, 100, 3));
    assertThat(bounds.from(0).lanes().get(8)).isEqualTo(new HeldLane((short) 8, 0, -1));
  }

  @Test
  void a_turn_that_left_messages_moves_its_bound_back() {
    advance(bounds.from(0), 7, 100, 3);
    advance(bounds.from(0), 7, 60, 3);

    assertThat(low(7)).isEqualTo(60);
  }

  @Test
  void a_lane_into_which_messages_were_put_back_is_read_from_its_front() {
    bounds.rewound(Map.of((short) 7, 0L, (short) 8, 0L));
    advance(bounds.from(0), 7, 100, 0);
    advance(bounds.from(0), 8, 40, 0);

    bounds.rewound(Map.of((short) 7, 1L, (short) 8, 0L));

    assertThat(low(7)).isZero();
    assertThat(low(8)).isEqualTo(40);
  }

  @Test
  void a_turn_that_was_on_its_way_when_messages_were_put_back_moves_nothing() {
    LowerBounds.View before = bounds.from(0);
    bounds.rewound(Map.of((short) 7, 1L));

    advance(before, 7, 100, 0);
    assertThat(low(7)).isZero();

    advance(bounds.from(0), 7, 100, 1);
    assertThat(low(7)).isEqualTo(100);
  }

  @Test
  void a_turn_that_was_on_its_way_does_not_undo_a_sweep() {
    advance(bounds.from(0), 7, 100, 0);
    LowerBounds.View before = bounds.from(0);
    pass(LowerBounds.SWEEP.toNanos());
    bounds.from(0);

    advance(before, 7, 200, 0);

    assertThat(low(7)).isZero();
  }

  @Test
  void forgotten_they_begin_at_the_front_and_so_do_turns_that_were_on_their_way() {
    advance(bounds.from(0), 7, 100, 0);
    LowerBounds.View before = bounds.from(0);

    bounds.forget();
    advance(before, 8, 100, 0);

    assertThat(bounds.from(0).lanes()).allMatch(lane -> lane.low() == 0);
  }

  @Test
  void a_minute_sweeps_every_lane_and_a_part_of_it_its_part() {
    advanceAll(1_000);

    pass(LowerBounds.SWEEP.toNanos() / 4);
    assertThat(swept()).isEqualTo(Lane.COUNT / 4);

    pass(LowerBounds.SWEEP.toNanos() / 4);
    assertThat(swept()).isEqualTo(Lane.COUNT / 2);

    pass(LowerBounds.SWEEP.toNanos() / 2);
    assertThat(swept()).isEqualTo(Lane.COUNT);
  }

  @Test
  void each_lane_is_swept_once_in_a_minute_however_seldom_anybody_asks() {
    int[] sweeps = new int[Lane.COUNT];
    Random random = new Random(4);
    long end = nanos.get() + 10 * LowerBounds.SWEEP.toNanos();
    while (end - nanos.get() > 0) {
      pass(random.nextLong(LowerBounds.SWEEP.toNanos() / 16));
      for (HeldLane lane : bounds.from(0).lanes()) {
        sweeps[lane.lane()] += lane.low() == 0 ? 1 : 0;
      }
      advanceAll(1_000);
    }

    assertThat(sweeps).contains(11); // All were at their front at the very first.
    for (int times : sweeps) {
      assertThat(times).isBetween(10, 12);
    }
  }

  @Test
  void after_a_long_silence_all_are_swept_once_and_no_more() {
    advanceAll(1_000);
    pass(100 * LowerBounds.SWEEP.toNanos());
    assertThat(swept()).isEqualTo(Lane.COUNT);

    advanceAll(1_000);
    pass(LowerBounds.SWEEP.toNanos() / Lane.COUNT);

    assertThat(swept()).isEqualTo(1);
  }

  private void pass(long some) {
    nanos.addAndGet(some);
  }

  private long swept() {
    return bounds.from(0).lanes().stream().filter(lane -> lane.low() == 0).count();
  }

  private long low(int lane) {
    return bounds.from(0).lanes().get(lane).low();
  }

  private void advance(LowerBounds.View view, int lane, long next, long rewound) {
    HeldLane held = new HeldLane((short) lane, 0, rewound);
    bounds.advance(view, List.of(new LowerBounds.Progress(held, next)));
  }

  private void advanceAll(long next) {
    LowerBounds.View view = bounds.from(0);
    bounds.advance(
        view, view.lanes().stream().map(lane -> new LowerBounds.Progress(lane, next)).toList());
  }
}
