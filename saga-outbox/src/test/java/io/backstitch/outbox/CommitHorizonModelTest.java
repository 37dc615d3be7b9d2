package io.backstitch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random writers who draw ids, and end late or after they were prepared, beside a reader that reads
 * nothing below its bound.
 */
class CommitHorizonModelTest {

  private static final int EVENTS = 200_000;

  private final CommitHorizon horizon = new CommitHorizon();
  private final List<Writer> writers = new ArrayList<>();
  private final TreeSet<Long> unread = new TreeSet<>();
  private Random random = new Random();
  private long drawn;
  private long names;
  private long low;
  private long late;
  private long highest;
  private long read;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void what_was_committed_before_a_look_is_read_after_it(long seed) {
    random = new Random(seed);
    for (int i = 0; i < EVENTS; i++) {
      something();
      if (random.nextInt(6) == 0) {
        lookAndRead();
      }
    }
    assertThat(read).isGreaterThan(EVENTS / 10);
    assertThat(late).isGreaterThan(EVENTS / 1_000);

    for (int i = 0; i < 3; i++) {
      horizon.look(drawn, Set.of());
    }
    assertThat(horizon.decided()).isEqualTo(drawn);
  }

  /** As a turn does: what is drawn is looked up before the locks, and anything happens between. */
  private void lookAndRead() {
    final long lastDrawn = drawn;
    while (random.nextInt(3) == 0) {
      something();
    }
    Set<String> seen = writers.stream().map(writer -> writer.name).collect(Collectors.toSet());
    assertThat(horizon.look(lastDrawn, seen)).isTrue();
    final long decided = horizon.decided();
    while (random.nextInt(3) == 0) {
      something();
    }
    Set<Long> found = new HashSet<>(unread);
    late += found.stream().filter(id -> id < highest).count();
    highest = Math.max(highest, found.stream().mapToLong(id -> id).max().orElse(highest));
    assertThat(found).as("nothing comes behind the bound").noneMatch(id -> id < low);
    read += found.size();
    unread.removeAll(found);
    low = decided + 1;
  }

  private void something() {
    int dice = random.nextInt(100);
    if (writers.size() < 2 || (dice < 30 && writers.size() < 12)) {
      writers.add(new Writer());
    } else if (dice < 60) {
      any().draw();
    } else if (dice < 70) {
      any().prepare();
    } else {
      // Mostly the youngest, so that some grow old.
      Writer writer =
          random.nextInt(10) == 0
              ? any()
              : writers.stream().max(Comparator.comparingLong(w -> w.born)).orElseThrow();
      end(writer, random.nextInt(4) > 0);
    }
  }

  private Writer any() {
    return writers.get(random.nextInt(writers.size()));
  }

  private void end(Writer writer, boolean commit) {
    writers.remove(writer);
    if (commit) {
      unread.addAll(writer.ids);
    }
  }

  private final class Writer {

    private final long born = ++names;
    private final List<Long> ids = new ArrayList<>();
    private String name = random.nextInt(20) + "/" + born;
    private boolean prepared;

    void draw() {
      if (!prepared) {
        ids.add(++drawn);
      }
    }

    void prepare() {
      if (!prepared) {
        prepared = true;
        name = "-1/" + ++names;
      }
    }
  }
}
